import fc from 'fast-check';
import { parse } from 'yaml';
import { editPeerAuthentication } from './editPeerAuthentication';
import { peerAuthentication } from './peerAuthentication';

const theirs = `# Agreed with security.
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: theirs # not ours
spec:
  selector:
    matchLabels: { app: payment }
  mtls:
    mode: STRICT
  portLevelMtls:
    # The old Prometheus.
    9090:
      mode: PERMISSIVE
`;

const wanted = (
  over: Partial<Parameters<typeof peerAuthentication>[0]> = {},
) => ({
  name: 'payment',
  namespace: 'shop',
  selector: { app: 'payment' },
  mode: 'STRICT' as const,
  ports: [{ port: 9090, mode: 'PERMISSIVE' as const }],
  ...over,
});

describe('editPeerAuthentication', () => {
  it('changes nothing when it says so already', () => {
    expect(editPeerAuthentication(theirs, 0, wanted())).toBe(theirs);
  });

  it('changes the mode where it stands', () => {
    expect(
      editPeerAuthentication(
        theirs,
        0,
        wanted({
          mode: 'PERMISSIVE',
          ports: [{ port: 9090, mode: 'DISABLE' }],
        }),
      ),
    ).toBe(
      theirs
        .replace('mode: PERMISSIVE', 'mode: DISABLE')
        .replace('mode: STRICT', 'mode: PERMISSIVE'),
    );
  });

  it('adds a port below the others', () => {
    expect(
      editPeerAuthentication(
        theirs,
        0,
        wanted({
          ports: [
            { port: 9090, mode: 'PERMISSIVE' },
            { port: 3306, mode: 'DISABLE' },
          ],
        }),
      ),
    ).toBe(`${theirs}    "3306":\n      mode: DISABLE\n`);
  });

  it.each([
    ['nothing', 'spec:\n  selector: {matchLabels: {app: payment}}\n'],
    [
      'a mode',
      'spec:\n  selector: {matchLabels: {app: payment}}\n  mtls: {mode: DISABLE}\n',
    ],
    ['ports', theirs],
    [
      'flow',
      'spec: {selector: {matchLabels: {app: payment}}, portLevelMtls: {"1": {mode: STRICT}}}\n',
    ],
  ])('says exactly what is wanted, whether it had said %s', (_, text) => {
    const mode = fc.constantFrom(
      'STRICT' as const,
      'PERMISSIVE' as const,
      'DISABLE' as const,
    );
    const ports = fc.uniqueArray(
      fc.record({ port: fc.constantFrom(1, 80, 9090), mode }),
      { selector: ({ port }) => port },
    );
    fc.assert(
      fc.property(fc.record({ mode, ports }), over => {
        const edited = editPeerAuthentication(text, 0, wanted(over));
        expect(parse(edited).spec).toEqual(
          peerAuthentication(wanted(over)).spec,
        );
        expect(editPeerAuthentication(edited, 0, wanted(over))).toBe(edited);
      }),
      { numRuns: 50 },
    );
  });
});
