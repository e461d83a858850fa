import { Profile } from '@onmesh/plugin-mesh-common';
import { hasRow, ProfileDraft } from './ProfileDraft';

const text = (value: string | number | undefined) =>
  value === undefined ? '' : String(value);
const list = (values: (string | number)[] | undefined) =>
  (values ?? []).join(', ');

/** Offered when somebody switches the canary on. */
export const usualCanarySteps = [
  { key: 0, weight: '10', pause: '5m' },
  { key: 1, weight: '50', pause: '10m' },
];

/** Fills the form from a profile. */
export function draftFromProfile(profile: Profile): ProfileDraft {
  const { mtls, traffic, canary } = profile;
  return {
    base: profile,
    mesh: profile.mesh,
    mtlsMode: mtls.mode,
    portExceptions: mtls.portExceptions.map(({ port, mode }, key) => ({
      key,
      port: text(port),
      mode,
    })),
    access: profile.access,
    callers: profile.callers.filter(hasRow).map((caller, key) => ({
      key,
      namespace: caller.namespace,
      serviceAccount: caller.serviceAccount,
      methods: list(caller.methods),
      paths: list(caller.paths),
      ports: list(caller.ports),
      entityRef: caller.entityRef,
      source: caller.source ?? 'manual',
    })),
    timeout: text(traffic?.timeout),
    retryAttempts: text(traffic?.retries?.attempts),
    perTryTimeout: text(traffic?.retries?.perTryTimeout),
    maxConnections: text(traffic?.maxConnections),
    consecutive5xx: text(traffic?.outlierDetection?.consecutive5xx),
    ejectionTime: text(traffic?.outlierDetection?.ejectionTime),
    canary: canary !== undefined,
    canarySteps: canary
      ? canary.steps.map(({ weight, pause }, key) => ({
          key,
          weight: text(weight),
          pause,
        }))
      : usualCanarySteps,
    minSuccessRate: text(canary?.analysis?.minSuccessRate),
    maxP99Ms: text(canary?.analysis?.maxP99Ms),
  };
}
