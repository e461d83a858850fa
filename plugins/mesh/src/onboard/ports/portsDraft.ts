import { Profile } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { number, typed } from '../form/typed';

type Ports = Profile['ports'];

export interface PortDraft {
  port: string;
  protocol: NonNullable<Ports>[number]['protocol'];
}

export function portsFromProfile(ports: Ports = []): Keyed<PortDraft>[] {
  return keyed(
    ports.map(({ port, protocol }) => ({ port: typed(port), protocol })),
  );
}

export function portsToInput(drafts: PortDraft[]): Candidate<Ports> {
  const ports = drafts.map(({ port, protocol }) => ({
    port: number(port),
    protocol,
  }));
  return ports.length > 0 ? ports : undefined;
}
