import { Profile, ProfileCaller } from '@onmesh/plugin-mesh-common';

/** A row that keeps its identity while rows around it come and go. */
interface Row {
  key: number;
}

export interface PortExceptionDraft extends Row {
  port: string;
  mode: 'permissive' | 'disable';
}

export interface CallerDraft extends Row {
  namespace: string;
  serviceAccount: string;
  /** Separated by commas or spaces; empty means all. */
  methods: string;
  paths: string;
  ports: string;
  entityRef?: string;
  source: NonNullable<ProfileCaller['source']>;
}

export interface CanaryStepDraft extends Row {
  weight: string;
  pause: string;
}

/** A profile while it is being typed: text as typed, so that half a number is not lost. */
export interface ProfileDraft {
  /** Where it comes from: what the form has no field for is kept as it is there. */
  base?: Profile;
  mesh: Profile['mesh'];
  mtlsMode: Profile['mtls']['mode'];
  portExceptions: PortExceptionDraft[];
  access: Profile['access'];
  callers: CallerDraft[];
  timeout: string;
  retryAttempts: string;
  perTryTimeout: string;
  maxConnections: string;
  consecutive5xx: string;
  ejectionTime: string;
  canary: boolean;
  canarySteps: CanaryStepDraft[];
  minSuccessRate: string;
  maxP99Ms: string;
}

/** Callers that a row of the form can show. */
export function hasRow(
  caller: ProfileCaller,
): caller is ProfileCaller & { namespace: string; serviceAccount: string } {
  return (
    caller.namespace !== undefined &&
    caller.serviceAccount !== undefined &&
    caller.endUser === undefined
  );
}

/** A key that no row has yet. */
export function nextKey(rows: Row[]): number {
  return rows.reduce((max, { key }) => Math.max(max, key), -1) + 1;
}
