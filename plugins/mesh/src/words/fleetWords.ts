import { FleetRow } from '@onmesh/plugin-mesh-common';
import { Words } from './Tone';

export const fleetMtlsWords: Record<FleetRow['mtls'], Words> = {
  strict: { label: 'mTLS only', tone: 'good' },
  mixed: { label: 'mTLS and plaintext', tone: 'warning' },
  plaintext: { label: 'Plaintext', tone: 'warning' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};
