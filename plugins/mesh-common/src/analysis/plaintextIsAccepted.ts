import { Rule } from './Rule';

/** An enrolled port that still takes plaintext serves callers without an identity. */
export const plaintextIsAccepted: Rule = ({ status }) =>
  status.enrolment.state === 'not-enrolled'
    ? []
    : status.ports
        .filter(
          ({ accepts }) =>
            accepts === 'mtls-and-plaintext' || accepts === 'plaintext-only',
        )
        .map(port => ({
          severity: port.accepts === 'plaintext-only' ? 'warning' : 'info',
          object: port.evidence,
          message: `Port ${port.port} takes plaintext. ${port.reason}`,
          action: 'Require mTLS once no caller is seen in plaintext any more.',
        }));
