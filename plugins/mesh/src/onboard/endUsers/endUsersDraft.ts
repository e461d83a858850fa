import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { lines, text, typed, typedLines } from '../form/typed';

type EndUsers = Profile['endUsers'];

export interface EndUsersDraft {
  isSet: boolean;
  issuer: string;
  jwksUri: string;
  audiences: string;
}

export function endUsersFromProfile(endUsers: EndUsers): EndUsersDraft {
  return {
    isSet: endUsers !== undefined,
    issuer: typed(endUsers?.issuer),
    jwksUri: typed(endUsers?.jwksUri),
    audiences: typedLines(endUsers?.audiences),
  };
}

export function endUsersToInput(draft: EndUsersDraft): Candidate<EndUsers> {
  return draft.isSet
    ? {
        issuer: text(draft.issuer),
        jwksUri: text(draft.jwksUri),
        audiences: lines(draft.audiences),
      }
    : undefined;
}
