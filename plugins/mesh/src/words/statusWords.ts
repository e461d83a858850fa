import {
  Access,
  CallerConnection,
  CallerSource,
  Enrolment,
  MeshKind,
  PodGroup,
  PortMtls,
  Severity,
  TargetWaypoint,
  Verdict,
} from '@onmesh/plugin-mesh-common';
import { Words } from './Tone';

export const meshWords: Record<MeshKind, Words> = {
  'istio-sidecar': { label: 'Istio (sidecar)', tone: 'info' },
  'istio-ambient': { label: 'Istio (ambient)', tone: 'info' },
  linkerd: { label: 'Linkerd', tone: 'info' },
  none: { label: 'No mesh', tone: 'neutral' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const enrolmentWords: Record<Enrolment['state'], Words> = {
  enrolled: { label: 'Enrolled', tone: 'good' },
  partly: { label: 'Partly enrolled', tone: 'warning' },
  'pending-restart': { label: 'Waits for a restart', tone: 'running' },
  'pending-capture': { label: 'Waits for ambient', tone: 'running' },
  'not-enrolled': { label: 'Not enrolled', tone: 'neutral' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const podNeedWords: Record<PodGroup['needs'], Words> = {
  nothing: { label: 'Nothing', tone: 'good' },
  restart: { label: 'A restart', tone: 'warning' },
  capture: { label: 'The CNI agent', tone: 'running' },
  release: { label: 'The CNI agent', tone: 'running' },
  'ready-proxy': { label: 'A ready proxy', tone: 'warning' },
};

export const waypointWords: Record<TargetWaypoint['state'], Words> = {
  bound: { label: 'Serves', tone: 'good' },
  none: { label: 'None', tone: 'neutral' },
  unbound: { label: 'Does not serve', tone: 'bad' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const acceptsWords: Record<PortMtls['accepts'], Words> = {
  'mtls-only': { label: 'mTLS only', tone: 'good' },
  'mtls-and-plaintext': { label: 'mTLS and plaintext', tone: 'warning' },
  'plaintext-only': { label: 'Plaintext only', tone: 'warning' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const accessWords: Record<Access['default'], Words> = {
  closed: { label: 'Closed by default', tone: 'good' },
  open: { label: 'Open by default', tone: 'warning' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const verdictWords: Record<Verdict, Words> = {
  allowed: { label: 'Allowed', tone: 'good' },
  denied: { label: 'Denied', tone: 'bad' },
  depends: { label: 'Depends on the request', tone: 'info' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const connectionWords: Record<CallerConnection['outcome'], Words> = {
  mtls: { label: 'mTLS', tone: 'good' },
  plaintext: { label: 'Plaintext', tone: 'warning' },
  tls: { label: 'TLS that the application has to end', tone: 'warning' },
  fails: { label: 'Fails', tone: 'bad' },
  'partly-fails': { label: 'Fails for some pods', tone: 'bad' },
  varies: { label: 'Differs from pod to pod', tone: 'warning' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};

export const unknownWords: Words = { label: 'Unknown', tone: 'unknown' };

export const danglingWords: Words = {
  label: 'Leads nowhere: 503',
  tone: 'bad',
};

export const severityWords: Record<Severity, Words> = {
  error: { label: 'Error', tone: 'bad' },
  warning: { label: 'Warning', tone: 'warning' },
  info: { label: 'Note', tone: 'info' },
};

export const sourceWords: Record<CallerSource | 'manual', string> = {
  policy: 'policy',
  observed: 'observed traffic',
  catalog: 'catalog',
  service: 'Service',
  manual: 'added by hand',
};
