import { CallerConnection, CallerVerdict } from '../status/TargetStatus';
import { portsInWords } from './portsInWords';
import { Rule } from './Rule';

/** A DestinationRule tells a caller's proxy not to use the mesh's mTLS, so that nobody can tell who calls. */
export const callerDisablesMtls: Rule = ({ status }) => {
  const found = status.access.callers.flatMap(entry =>
    (entry.connections ?? [])
      .filter(({ outcome }) => outcome === 'plaintext' || outcome === 'tls')
      .flatMap(connection => {
        const rule = connection.evidence.find(
          ({ kind }) => kind === 'DestinationRule',
        );
        return rule ? [{ rule, entry, connection }] : [];
      }),
  );
  // One rule may be about many callers, and is mended once.
  const byRule = new Map<string, typeof found>();
  for (const one of found) {
    const key = JSON.stringify(one.rule);
    byRule.set(key, [...(byRule.get(key) ?? []), one]);
  }
  return [...byRule.values()].map(group => ({
    severity: 'warning',
    object: group[0].rule,
    message: `A DestinationRule turns mTLS off: ${group.map(inWords).join('; ')}. Rules cannot recognise such callers.`,
    action:
      'Drop tls from the rule, so that mTLS is automatic, or set ISTIO_MUTUAL.',
  }));
};

function inWords({
  entry,
  connection,
}: {
  entry: CallerVerdict;
  connection: CallerConnection;
}): string {
  return `${entry.caller.label} sends ${connection.sends === 'tls' ? 'TLS of its own' : 'plaintext'} to ${portsInWords(connection.ports)}`;
}
