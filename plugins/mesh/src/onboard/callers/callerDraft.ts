import { ProfileCaller } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed } from '../form/Keyed';
import {
  lines,
  number,
  typed,
  typedLines,
  typedWords,
  words,
} from '../form/typed';
import { ClaimDraft, claimsFromProfile, claimsToInput } from './claimDraft';

/** What a caller is known by. */
export type CallerKind = 'account' | 'namespace' | 'addresses' | 'endUser';

export interface CallerDraft {
  kind: CallerKind;
  namespace: string;
  serviceAccount: string;
  ipBlocks: string;
  /** Whether it has to bring a token of an end user. Who is known by nothing else always has to. */
  endUser: boolean;
  /** Undefined where the profile says nothing of them, which means the same as none. */
  claims: Keyed<ClaimDraft>[] | undefined;
  methods: string;
  paths: string;
  ports: string;
  entityRef: string | undefined;
  source: ProfileCaller['source'];
}

export function callerFromProfile(caller: ProfileCaller): CallerDraft {
  return {
    kind: kindOf(caller),
    namespace: typed(caller.namespace),
    serviceAccount: typed(caller.serviceAccount),
    ipBlocks: typedWords(caller.ipBlocks),
    endUser: caller.endUser !== undefined,
    claims: claimsFromProfile(caller.endUser?.claims),
    methods: typedWords(caller.methods),
    paths: typedLines(caller.paths),
    ports: typedWords(caller.ports),
    entityRef: caller.entityRef,
    source: caller.source,
  };
}

/** A row that nothing was typed into. */
export const newCaller: CallerDraft = {
  ...callerFromProfile({ namespace: '', serviceAccount: '' }),
  source: 'manual',
};

export function callerToInput(draft: CallerDraft): Candidate<ProfileCaller> {
  const { kind, endUser, entityRef, source } = draft;
  const hasNamespace = kind === 'account' || kind === 'namespace';
  return {
    namespace: hasNamespace ? draft.namespace.trim() : undefined,
    serviceAccount:
      kind === 'account' ? draft.serviceAccount.trim() : undefined,
    ipBlocks: kind === 'addresses' ? (words(draft.ipBlocks) ?? []) : undefined,
    endUser:
      endUser || kind === 'endUser'
        ? { claims: claimsToInput(draft.claims) }
        : undefined,
    methods: words(draft.methods)?.map(method => method.toUpperCase()),
    paths: lines(draft.paths),
    ports: words(draft.ports)?.map(number),
    entityRef,
    source,
  };
}

function kindOf(caller: ProfileCaller): CallerKind {
  if (caller.serviceAccount !== undefined) {
    return 'account';
  }
  if (caller.namespace !== undefined) {
    return 'namespace';
  }
  return caller.ipBlocks === undefined ? 'endUser' : 'addresses';
}
