import { Rule } from './Rule';

/** Rules about identities cannot recognise callers that come in plaintext: an ALLOW refuses them, a DENY misses them. */
export const identityRuleWithoutMtls: Rule = ({ status }) => {
  const open = status.ports.filter(
    ({ accepts }) =>
      accepts === 'mtls-and-plaintext' || accepts === 'plaintext-only',
  );
  const deny = status.access.rules.find(
    ({ action, dryRun }) => action === 'DENY' && !dryRun,
  );
  return deny && open.length > 0
    ? [
        {
          severity: 'warning',
          object: deny.evidence,
          message: `Callers without mTLS have no identity, so a DENY rule that names one does not stop them on port ${open.map(p => p.port).join(', ')}.`,
          action: 'Require mTLS on these ports.',
        },
      ]
    : [];
};
