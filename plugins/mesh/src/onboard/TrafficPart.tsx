import Box from '@material-ui/core/Box';
import { Section } from '../components/Section';
import { useDraft } from './DraftContext';
import { DraftField } from './DraftField';
import { ProfileDraft } from './ProfileDraft';

type Name =
  | 'timeout'
  | 'retryAttempts'
  | 'perTryTimeout'
  | 'maxConnections'
  | 'consecutive5xx'
  | 'ejectionTime';

const fields: {
  name: Name & keyof ProfileDraft;
  path: string;
  label: string;
  hint: string;
}[] = [
  {
    name: 'timeout',
    path: 'traffic.timeout',
    label: 'Timeout',
    hint: 'whole request with its retries, such as 5s',
  },
  {
    name: 'retryAttempts',
    path: 'traffic.retries.attempts',
    label: 'Retries',
    hint: 'at most 10',
  },
  {
    name: 'perTryTimeout',
    path: 'traffic.retries.perTryTimeout',
    label: 'Timeout of each try',
    hint: 'such as 1s',
  },
  {
    name: 'maxConnections',
    path: 'traffic.maxConnections',
    label: 'Most connections',
    hint: 'to each pod group, from each caller',
  },
  {
    name: 'consecutive5xx',
    path: 'traffic.outlierDetection.consecutive5xx',
    label: 'Eject a pod after',
    hint: '5xx answers in a row',
  },
  {
    name: 'ejectionTime',
    path: 'traffic.outlierDetection.ejectionTime',
    label: 'Eject it for',
    hint: 'such as 30s',
  },
];

/** Timeouts, retries and circuit breaking. What is left empty is left to the mesh. */
export function TrafficPart() {
  const { draft, change } = useDraft();
  return (
    <Section title="Traffic policy" level="h3">
      <Box display="flex" flexWrap="wrap" gridGap={16}>
        {fields.map(({ name, path, label, hint }) => (
          <DraftField
            key={name}
            path={path}
            label={label}
            hint={hint}
            value={draft[name]}
            onChange={value => change({ [name]: value })}
          />
        ))}
      </Box>
    </Section>
  );
}
