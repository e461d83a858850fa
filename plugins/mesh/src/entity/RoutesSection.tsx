import {
  describeDestinations,
  describeLimits,
  describeRetries,
  describeRivals,
  PortRoutes,
  TargetRoute,
} from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { EvidenceText } from '../components/EvidenceText';
import { Section } from '../components/Section';
import { Sentences } from '../components/Sentences';
import { StateText } from '../components/StateText';
import { danglingWords, unknownWords } from '../words/statusWords';

/** A route of a port; a port whose routes are unknown has a row of its own. */
interface Row {
  port: PortRoutes;
  route?: TargetRoute;
}

const columns: Column<Row>[] = [
  {
    title: 'Port',
    render: ({ port: { service, port, name } }) =>
      name ? `${service}:${port} (${name})` : `${service}:${port}`,
  },
  {
    title: 'For callers in',
    render: ({ port }) => port.callers.join(', '),
  },
  {
    title: 'Requests',
    render: ({ route }) => route?.when ?? <StateText words={unknownWords} />,
  },
  { title: 'Go to', render: goTo },
  {
    title: 'Timeout and retries',
    render: ({ route }) => (route ? patience(route) : 'Unknown'),
  },
  {
    title: 'Limits',
    render: ({ route }) => (route ? limits(route).join('; ') : 'Unknown'),
  },
  {
    title: 'Decided by',
    render: ({ port, route }) =>
      route ? (
        <EvidenceText evidence={route.evidence ?? port.evidence} />
      ) : (
        port.reason
      ),
  },
];

/** Where do requests to it go, port by port and route by route? */
export function RoutesSection(props: { routes: PortRoutes[] | undefined }) {
  const { routes } = props;
  const notes = new Set(routes?.flatMap(notesOf));
  return (
    <Section title="Where does its traffic go?" level="h3">
      {routes === undefined ? (
        <>Unknown: routes were not looked at.</>
      ) : (
        <DataTable
          caption="Where requests go that callers in the mesh send"
          columns={columns}
          rows={routes.flatMap(rowsOf)}
          rowKey={({ port, route }, index) =>
            `${index}-${port.service}:${port.port}-${route?.when}`
          }
          empty="No Service leads to this workload."
        />
      )}
      {notes.size > 0 && <Sentences items={[...notes]} />}
    </Section>
  );
}

function rowsOf(port: PortRoutes): Row[] {
  return port.state === 'unknown'
    ? [{ port }]
    : port.routes.map(route => ({ port, route }));
}

function notesOf(port: PortRoutes): string[] {
  return [
    ...(port.state === 'known' ? [port.reason] : []),
    ...describeRivals(port),
  ];
}

function goTo({ route }: Row) {
  if (route === undefined) {
    return 'Unknown';
  }
  const dangling = [...route.destinations, ...route.mirrors].some(
    destination => destination.dangling !== undefined,
  );
  const words = describeDestinations(route);
  return (
    <>
      {words.map(text => (
        <div key={text}>{text}</div>
      ))}
      {dangling && <StateText words={danglingWords} />}
    </>
  );
}

function patience({ action, timeout, retries }: TargetRoute): string {
  return action === 'route'
    ? `${timeout ?? 'no timeout'}, ${describeRetries(retries)}`
    : 'None';
}

function limits({ destinations }: TargetRoute): string[] {
  const all = new Set(destinations.flatMap(describeLimits));
  return all.size === 0 ? ['None'] : [...all];
}
