import { ProtocolEffect } from './Plan';

const words: Record<ProtocolEffect['before'], string> = {
  http: 'HTTP',
  tcp: 'TCP, whose requests nobody reads',
  unknown: 'whatever a proxy finds when it looks at the first bytes',
};

/** In a sentence, what a port is taken for after a stage and was before. */
export function describeProtocol({
  port,
  before,
  after,
}: ProtocolEffect): string {
  return `Port ${port} is taken for ${words[after]}; before, for ${words[before]}.`;
}
