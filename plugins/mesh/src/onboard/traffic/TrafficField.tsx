import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { TrafficDraft } from './trafficDraft';

type Name = Exclude<keyof TrafficDraft, 'isSaid' | 'retryOn'>;

const fields: Record<Name, { path: string; label: string; hint: string }> = {
  timeout: {
    path: 'timeout',
    label: 'Timeout',
    hint: 'whole request with its retries, such as 5s',
  },
  attempts: { path: 'retries.attempts', label: 'Retries', hint: 'at most 10' },
  perTryTimeout: {
    path: 'retries.perTryTimeout',
    label: 'Timeout of each try',
    hint: 'such as 1s',
  },
  maxConnections: {
    path: 'maxConnections',
    label: 'Most connections',
    hint: 'from each caller',
  },
  connectTimeout: {
    path: 'connectTimeout',
    label: 'Timeout to connect',
    hint: 'such as 500ms',
  },
  idleTimeout: {
    path: 'idleTimeout',
    label: 'Close idle ones after',
    hint: 'such as 5m',
  },
  maxPendingRequests: {
    path: 'maxPendingRequests',
    label: 'Most waiting requests',
    hint: 'that wait for a connection',
  },
  maxRequests: {
    path: 'maxRequests',
    label: 'Most requests',
    hint: 'under way at a time',
  },
  maxRequestsPerConnection: {
    path: 'maxRequestsPerConnection',
    label: 'Requests a connection',
    hint: '1: a new connection each time',
  },
  consecutive5xx: {
    path: 'outlierDetection.consecutive5xx',
    label: 'Take a pod out after',
    hint: '5xx answers in a row',
  },
  ejectionTime: {
    path: 'outlierDetection.ejectionTime',
    label: 'Take it out for',
    hint: 'such as 30s',
  },
  interval: {
    path: 'outlierDetection.interval',
    label: 'Look at pods every',
    hint: 'such as 10s',
  },
  maxEjectionPercent: {
    path: 'outlierDetection.maxEjectionPercent',
    label: 'Most pods out (%)',
    hint: 'at a time',
  },
};

/** One field of the traffic policy. */
export function TrafficField(props: { name: Name }) {
  const { name } = props;
  const [traffic, set] = usePart('traffic');
  const { path, label, hint } = fields[name];
  return (
    <DraftField
      path={`traffic.${path}`}
      label={label}
      hint={hint}
      value={traffic[name]}
      onChange={value => set({ [name]: value })}
    />
  );
}
