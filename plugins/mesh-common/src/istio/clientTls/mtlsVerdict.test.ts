import fc from 'fast-check';
import { MtlsMode } from '../PeerAuthentication';
import { mtlsVerdict, MtlsVerdict } from './mtlsVerdict';
import { Reachability } from './reachability';

type Outcome = Reachability['outcome'];
const outcome = fc.constantFrom<Outcome[]>(
  'mtls',
  'plaintext',
  'tls',
  'fails',
  'unknown',
);
const server = fc.constantFrom<MtlsMode[]>('STRICT', 'PERMISSIVE', 'DISABLE');

describe('the verdict on servers and clients together', () => {
  it.each<[MtlsMode, boolean, Outcome[], MtlsVerdict]>([
    ['STRICT', false, ['mtls'], 'strict'],
    ['STRICT', false, ['mtls', 'fails'], 'conflict'],
    ['PERMISSIVE', true, ['mtls'], 'permissive'],
    ['PERMISSIVE', true, ['plaintext'], 'permissive-plaintext'],
    ['PERMISSIVE', true, ['mtls', 'plaintext'], 'permissive-mixed'],
    ['PERMISSIVE', true, ['mtls', 'tls'], 'tls-to-app'],
    ['PERMISSIVE', true, ['tls', 'unknown'], 'custom-certificates'],
    ['DISABLE', true, ['plaintext'], 'disabled'],
    ['DISABLE', true, ['plaintext', 'fails'], 'conflict'],
    // In ambient, a tunnel is mTLS whatever the mode.
    ['DISABLE', true, ['mtls'], 'permissive'],
  ])(
    '%s, plaintext taken: %s, %j: %s',
    (mode, plaintext, outcomes, expected) => {
      expect(
        mtlsVerdict({
          server: mode,
          acceptsPlaintext: plaintext,
          outcomes,
        }),
      ).toBe(expected);
    },
  );

  it('does not depend on the order of clients or on how many do the same', () => {
    fc.assert(
      fc.property(
        server,
        fc.boolean(),
        fc.array(outcome, { minLength: 1 }),
        (mode, acceptsPlaintext, outcomes) => {
          const verdict = (of: Outcome[]) =>
            mtlsVerdict({ server: mode, acceptsPlaintext, outcomes: of });
          expect(verdict([...outcomes].reverse())).toBe(verdict(outcomes));
          expect(verdict([...outcomes, ...outcomes])).toBe(verdict(outcomes));
        },
      ),
    );
  });

  it('is good news only when nothing fails and nothing is left to others', () => {
    fc.assert(
      fc.property(
        server,
        fc.boolean(),
        fc.array(outcome, { minLength: 1 }),
        (mode, acceptsPlaintext, outcomes) => {
          const verdict = mtlsVerdict({
            server: mode,
            acceptsPlaintext,
            outcomes,
          });
          const good = ['strict', 'permissive'].includes(verdict);
          expect(good).toBe(outcomes.every(one => one === 'mtls'));
        },
      ),
    );
  });
});
