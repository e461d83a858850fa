import {
  DeliveryStatus,
  TargetStatus,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { summariseDelivery } from '../summary/summariseDelivery';
import { controllerWords, deliveryPhaseWords } from '../words/deliveryWords';
import { formatMoment } from '../words/formatMoment';
import { formatPercent } from '../words/formatNumber';

const columns: Column<TargetStatus>[] = [
  { title: 'Cluster', render: ({ target }) => target.cluster },
  {
    title: 'Workload',
    render: ({ target }) => `${target.namespace}/${target.workload}`,
  },
  {
    title: 'Controller',
    render: ({ delivery }) => controllerWords[delivery.controller],
  },
  { title: 'Version', render: ({ delivery }) => versionOf(delivery) },
  {
    title: 'Step',
    render: ({ delivery: { step } }) =>
      // A first step in progress has completed none yet; people count from one.
      step && `${Math.min(step.index + 1, step.count)} of ${step.count}`,
  },
  {
    title: 'Canary',
    render: ({ delivery: { weight } }) =>
      weight && formatPercent(weight.routed ?? weight.reported),
  },
  {
    title: 'Phase',
    render: ({ delivery: { controller, phase } }) =>
      controller !== 'none' && <StateText words={deliveryPhaseWords[phase]} />,
  },
  {
    title: 'Since',
    render: ({ delivery: { controller, since } }) => {
      if (controller === 'none') {
        return null;
      }
      return since ? (
        <time dateTime={since}>{formatMoment(since)}</time>
      ) : (
        'Unknown'
      );
    },
  },
];

/** For where there is no room. */
const few: Column<TargetStatus>[] = [
  { title: 'Cluster', render: ({ target }) => target.cluster },
  { title: 'Version', render: ({ delivery }) => versionOf(delivery) },
  {
    title: 'Delivery',
    render: ({ delivery }) => <StateText words={summariseDelivery(delivery)} />,
  },
];

/** The deliveries of one service, one row for each place where it runs: how far is which cluster? */
export function DeliveriesTable(props: {
  targets: TargetStatus[];
  /** Only the cluster, the version and how it goes. */
  short?: boolean;
}) {
  return (
    <DataTable
      caption="Deliveries in all clusters"
      columns={props.short ? few : columns}
      rows={props.targets}
      rowKey={({ target }) => targetKey(target)}
      empty="No workload was found."
    />
  );
}

/** The newest version: what is on its way, or else what serves. */
function versionOf({ controller, versions }: DeliveryStatus): string {
  if (controller === 'none') {
    return '';
  }
  const [newest] = [
    ...versions.filter(({ role }) => role === 'canary' || role === 'preview'),
    ...versions.filter(({ role }) => role === 'stable' || role === 'active'),
    ...versions,
  ];
  return newest
    ? newest.images.map(tagOf).join(', ') || newest.podHash
    : 'Unknown';
}

/** `registry/orders:1.2` by its tag. A digest says nothing to people, so that its first letters must do. */
function tagOf(image: string): string {
  const [name, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag ?? digest?.slice(0, 19) ?? image;
}
