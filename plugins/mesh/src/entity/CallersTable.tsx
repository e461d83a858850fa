import Typography from '@material-ui/core/Typography';
import { CallerVerdict } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { EvidenceText } from '../components/EvidenceText';
import { StateText } from '../components/StateText';
import { sourceWords, verdictWords } from '../words/statusWords';
import { ConnectionsView } from './ConnectionsView';

function identityOf({ caller }: CallerVerdict): string {
  return caller.namespace && caller.serviceAccount
    ? `${caller.namespace}/${caller.serviceAccount}`
    : 'identity unknown';
}

function encryptionOf({ plaintext, withoutProxy }: CallerVerdict): string {
  if (plaintext === undefined && withoutProxy) {
    return 'Not seen; without a proxy';
  }
  if (plaintext === undefined) {
    return 'Unknown';
  }
  return plaintext ? 'Plaintext' : 'mTLS';
}

const columns: Column<CallerVerdict>[] = [
  {
    title: 'Caller',
    render: row => (
      <>
        {row.caller.label}{' '}
        <Typography variant="caption" color="textSecondary" component="div">
          {identityOf(row)}
        </Typography>
      </>
    ),
  },
  {
    title: 'Known from',
    render: row => row.sources.map(source => sourceWords[source]).join(', '),
  },
  { title: 'Came in', render: encryptionOf },
  {
    title: 'Connection',
    render: row => <ConnectionsView connections={row.connections} />,
  },
  {
    title: 'Verdict',
    render: row => <StateText words={verdictWords[row.verdict]} />,
  },
  {
    title: 'Why',
    render: row => (
      <>
        {row.reason}
        {row.evidence && (
          <>
            {' '}
            <EvidenceText evidence={row.evidence} />
          </>
        )}
      </>
    ),
  },
  {
    title: 'Once dry-run policies are enforced',
    render: row =>
      row.ifEnforced ? (
        <StateText words={verdictWords[row.ifEnforced.verdict]}>
          : {row.ifEnforced.reason}
        </StateText>
      ) : (
        'No change'
      ),
  },
];

/** Each known caller, where we know it from, what it sends, whether that gets through, and whether it may call. */
export function CallersTable(props: { callers: CallerVerdict[] }) {
  return (
    <DataTable
      caption="Known callers, how they connect and whether they may call"
      columns={columns}
      rows={props.callers}
      rowKey={(row, index) => `${index}-${row.caller.label}`}
      empty="No caller is known from policies, observed traffic or the catalog."
    />
  );
}
