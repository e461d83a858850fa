import { CallerDraft, hasRow, ProfileDraft } from './ProfileDraft';

const text = (value: string) => value.trim() || undefined;

/** A number when it reads as one, else the text itself, for the schema to refuse by name. */
function number(value: string): number | string | undefined {
  const trimmed = value.trim();
  if (trimmed === '') {
    return undefined;
  }
  const parsed = Number(trimmed);
  return Number.isNaN(parsed) ? trimmed : parsed;
}

/** Items between commas or white space; undefined when there is none. */
function list(value: string): string[] | undefined {
  const items = value.split(/[\s,]+/).filter(item => item !== '');
  return items.length > 0 ? items : undefined;
}

function callerCandidate(draft: CallerDraft) {
  return {
    namespace: draft.namespace.trim(),
    serviceAccount: draft.serviceAccount.trim(),
    methods: list(draft.methods)?.map(method => method.toUpperCase()),
    paths: list(draft.paths),
    ports: list(draft.ports)?.map(number),
    entityRef: draft.entityRef,
    source: draft.source,
  };
}

function trafficCandidate(draft: ProfileDraft) {
  const retries =
    draft.retryAttempts.trim() || draft.perTryTimeout.trim()
      ? {
          ...draft.base?.traffic?.retries,
          attempts: number(draft.retryAttempts),
          perTryTimeout: text(draft.perTryTimeout),
        }
      : undefined;
  const outlierDetection =
    draft.consecutive5xx.trim() || draft.ejectionTime.trim()
      ? {
          ...draft.base?.traffic?.outlierDetection,
          consecutive5xx: number(draft.consecutive5xx),
          ejectionTime: text(draft.ejectionTime),
        }
      : undefined;
  const traffic = {
    ...draft.base?.traffic,
    timeout: text(draft.timeout),
    retries,
    maxConnections: number(draft.maxConnections),
    outlierDetection,
  };
  return Object.values(traffic).some(part => part !== undefined)
    ? traffic
    : undefined;
}

function canaryCandidate(draft: ProfileDraft) {
  if (!draft.canary) {
    return undefined;
  }
  const analysis = {
    ...draft.base?.canary?.analysis,
    minSuccessRate: number(draft.minSuccessRate),
    maxP99Ms: number(draft.maxP99Ms),
  };
  return {
    ...draft.base?.canary,
    steps: draft.canarySteps.map(({ weight, pause }) => ({
      weight: number(weight),
      pause: pause.trim(),
    })),
    analysis: Object.values(analysis).some(part => part !== undefined)
      ? analysis
      : undefined,
  };
}

/** What the form says, in the shape of a profile but not yet checked. Leaving the mesh says nothing about the rest. */
export function candidateFromDraft(draft: ProfileDraft): unknown {
  if (draft.mesh === 'none') {
    return { apiVersion: 'onmesh.io/v1', mesh: 'none' };
  }
  return {
    ...draft.base,
    apiVersion: 'onmesh.io/v1',
    mesh: draft.mesh,
    mtls: {
      mode: draft.mtlsMode,
      portExceptions: draft.portExceptions.map(({ port, mode }) => ({
        port: number(port),
        mode,
      })),
    },
    access: draft.access,
    callers: [
      ...draft.callers.map(callerCandidate),
      ...(draft.base?.callers ?? []).filter(caller => !hasRow(caller)),
    ],
    traffic: trafficCandidate(draft),
    canary: canaryCandidate(draft),
  };
}
