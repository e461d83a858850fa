import { closedShop } from '../__testUtils__/shop';
import { runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

const frontend = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: frontend}
spec:
  selector: {matchLabels: {app: frontend}}
  template:
    metadata: {labels: {app: frontend}}
    spec: {serviceAccountName: frontend, containers: [{name: frontend}]}
`;
const disabled = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: payments}
spec: {host: payments, trafficPolicy: {tls: {mode: DISABLE}}}
`;

const mtls = (stdin: string, ...args: string[]) =>
  runCli(['mtls', '-f', '-', '-n', 'shop', 'shop/payments', ...args], {
    stdin,
  });

describe('onmesh mtls', () => {
  it('says what a known caller sends to each port and what comes of it', async () => {
    const { out, code } = await mtls(`${closedShop}${frontend}`, '-o', 'json');
    const [{ callers }] = JSON.parse(out);

    expect(code).toBe(0);
    expect(callers).toMatchObject([
      {
        caller: { namespace: 'shop', serviceAccount: 'frontend' },
        connections: [
          {
            ports: [{ service: 'payments', port: 80, name: 'http' }],
            sends: 'mtls',
            outcome: 'mtls',
          },
        ],
      },
    ]);
  });

  it('puts what fails first, in capitals, with both objects in JSON', async () => {
    const broken = `${closedShop}${frontend}${disabled}`;
    const [text, json] = await Promise.all([
      mtls(broken),
      mtls(broken, '-o', 'json'),
    ]);

    expect(text.out).toMatch(
      /callers:\n {4}FAILS {2}shop\/frontend {2}payments:80 {2}The caller sends plaintext: the DestinationRule/,
    );
    expect(text.out).toContain('warning  ONM0205');
    const [{ callers }] = JSON.parse(json.out);
    expect(callers[0].connections[0].evidence).toMatchObject([
      {
        kind: 'DestinationRule',
        name: 'payments',
        field: 'spec.trafficPolicy.tls.mode',
      },
      { kind: 'PeerAuthentication', name: 'default', value: 'STRICT' },
    ]);
  });
});
