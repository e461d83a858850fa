import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { number, typed } from '../form/typed';

type Mtls = Profile['mtls'];

export interface PortExceptionDraft {
  port: string;
  mode: Mtls['portExceptions'][number]['mode'];
}

export interface MtlsDraft {
  mode: Mtls['mode'];
  portExceptions: Keyed<PortExceptionDraft>[];
}

export function mtlsFromProfile({ mode, portExceptions }: Mtls): MtlsDraft {
  return {
    mode,
    portExceptions: keyed(
      portExceptions.map(exception => ({
        ...exception,
        port: typed(exception.port),
      })),
    ),
  };
}

export function mtlsToInput({
  mode,
  portExceptions,
}: MtlsDraft): Candidate<Mtls> {
  return {
    mode,
    portExceptions: portExceptions.map(exception => ({
      port: number(exception.port),
      mode: exception.mode,
    })),
  };
}
