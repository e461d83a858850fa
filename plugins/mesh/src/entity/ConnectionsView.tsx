import { makeStyles } from '@material-ui/core/styles';
import { CallerConnection } from '@onmesh/plugin-mesh-common';
import { EvidenceText } from '../components/EvidenceText';
import { StateText } from '../components/StateText';
import { connectionWords } from '../words/statusWords';
import { describePorts, isFailing } from './connections';

const useStyles = makeStyles(theme => ({
  failing: {
    borderLeft: `4px solid ${theme.palette.error.main}`,
    paddingLeft: theme.spacing(1),
    '& > strong > span': { fontWeight: 'bold' },
  },
  why: { color: theme.palette.text.secondary },
}));

function Why(props: { connection: CallerConnection }) {
  const { reason, evidence } = props.connection;
  return (
    <>
      {reason}
      {evidence.map(object => (
        <div key={`${object.kind}-${object.namespace}-${object.name}`}>
          <EvidenceText evidence={object} />
        </div>
      ))}
    </>
  );
}

function Connection(props: { connection: CallerConnection }) {
  const { connection } = props;
  const classes = useStyles();
  const state = (
    <StateText words={connectionWords[connection.outcome]}>
      {connection.ports.length > 0 && ` (${describePorts(connection)})`}
    </StateText>
  );
  return isFailing(connection) ? (
    <div className={classes.failing}>
      <strong>{state}</strong>
      <div>
        <Why connection={connection} />
      </div>
    </div>
  ) : (
    <div>
      {state}
      <details className={classes.why}>
        <summary>Why</summary>
        <Why connection={connection} />
      </details>
    </div>
  );
}

/** What a caller sends to each port and what comes of it. What fails says why at once; for the rest one asks. */
export function ConnectionsView(props: {
  connections: CallerConnection[] | undefined;
}) {
  const { connections } = props;
  return connections === undefined ? (
    <>No Service leads here</>
  ) : (
    <>
      {connections.map(connection => (
        <Connection key={describePorts(connection)} connection={connection} />
      ))}
    </>
  );
}
