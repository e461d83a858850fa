import { ProfileCanary } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';

type Match = ProfileCanary['match'];

export interface MatchDraft {
  by: 'nothing' | 'header' | 'cookie';
  name: string;
  value: string;
}

export function matchFromProfile(match: Match): MatchDraft {
  if (match === undefined) {
    return { by: 'nothing', name: '', value: '' };
  }
  return 'header' in match
    ? { by: 'header', ...match.header }
    : { by: 'cookie', ...match.cookie };
}

export function matchToInput({ by, ...draft }: MatchDraft): Candidate<Match> {
  const name = draft.name.trim();
  if (by === 'nothing') {
    return undefined;
  }
  return by === 'header'
    ? { header: { name, value: draft.value } }
    : { cookie: { name, value: draft.value.trim() } };
}
