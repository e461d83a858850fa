import { demo, runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

const refused = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: orders
spec:
  hosts: [orders]
  http:
    - route:
        - destination:
            host: orders
      timeout: 0s
---
apiVersion: v1
kind: Service
metadata:
  name: orders
spec:
  ports:
    - port: 80
`;

const stdin = { stdin: refused };

describe('onmesh validate', () => {
  it('takes what a cluster has', async () => {
    const { code, out } = await runCli(['validate', '-f', demo]);
    expect(code).toBe(0);
    expect(out).toMatch(/ 0 errors, 0 warnings$/m);
  });

  it('says what would be refused, and where it is written', async () => {
    const { code, out } = await runCli(['validate', '-f', '-'], stdin);
    expect(code).toBe(1);
    expect(out).toBe(
      `error  VirtualService default/orders  spec.http[0].timeout: must be a valid duration greater than 1ms (standard input:12)
2 objects, 1 errors, 0 warnings
`,
    );
  });

  it('says it to programs', async () => {
    const { code, out } = await runCli(
      ['validate', '-f', '-', '-o', 'json'],
      stdin,
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          namespace: 'default',
          name: 'orders',
        },
        problems: [
          {
            severity: 'error',
            source: 'cel',
            path: 'spec.http[0].timeout',
            message: 'must be a valid duration greater than 1ms',
            place: { file: 'standard input', line: 12 },
          },
        ],
      },
      expect.objectContaining({ problems: [] }),
    ]);
  });

  it('says it to CI systems', async () => {
    const { code, out } = await runCli(
      ['validate', '-f', '-', '-o', 'junit'],
      stdin,
    );
    expect(code).toBe(1);
    expect(out).toContain('tests="2" failures="1"');
    expect(out).toContain(
      '<failure message="it would be refused">spec.http[0].timeout: must',
    );
  });

  it('says it to code scanning', async () => {
    const { code, out } = await runCli(
      ['validate', '-f', '-', '-o', 'sarif'],
      stdin,
    );
    expect(code).toBe(1);
    expect(JSON.parse(out).runs[0].results).toMatchObject([
      {
        ruleId: 'cel',
        level: 'error',
        message: { text: 'must be a valid duration greater than 1ms' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'standard%20input' },
              region: { startLine: 12 },
            },
          },
        ],
      },
    ]);
  });

  it('needs files', async () => {
    const { code, err } = await runCli(['validate']);
    expect(code).toBe(2);
    expect(err).toContain('-f');
  });
});
