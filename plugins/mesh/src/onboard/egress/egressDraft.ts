import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { number, typed, typedWords, words } from '../form/typed';

type Egress = Profile['egress'];

export interface EgressPortDraft {
  port: string;
  protocol: NonNullable<Egress>['ports'][number]['protocol'];
}

export interface EgressDraft {
  isSet: boolean;
  hosts: string;
  ports: Keyed<EgressPortDraft>[];
  onlyListed: boolean;
}

export function egressFromProfile(egress: Egress): EgressDraft {
  const ports = egress?.ports ?? [{ port: 443, protocol: 'TLS' }];
  return {
    isSet: egress !== undefined,
    hosts: typedWords(egress?.hosts),
    ports: keyed(
      ports.map(({ port, protocol }) => ({ port: typed(port), protocol })),
    ),
    onlyListed: egress?.onlyListed ?? false,
  };
}

export function egressToInput(draft: EgressDraft): Candidate<Egress> {
  return draft.isSet
    ? {
        hosts: words(draft.hosts) ?? [],
        ports: draft.ports.map(({ port, protocol }) => ({
          port: number(port),
          protocol,
        })),
        onlyListed: draft.onlyListed,
      }
    : undefined;
}
