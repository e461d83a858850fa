import { demo, runCli } from '../__testUtils__/runCli';
import { closedShop } from '../__testUtils__/shop';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const broken = `${closedShop}---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: payments
spec:
  hosts: [payments]
  http:
    - route:
        - destination:
            host: payments
            subset: canary
`;
const ignoring = broken.replace(
  '  name: payments\nspec:\n  hosts',
  '  name: payments\n  annotations:\n    onmesh.io/ignore: "IST0101: the rule comes with the next merge"\nspec:\n  hosts',
);

const analyze = (text: string, ...args: string[]) =>
  withFiles({ 'shop.yaml': text }, folder =>
    runCli(['analyze', '-f', folder, '-n', 'shop', ...args]),
  );

describe('onmesh analyze', () => {
  it('tells what is wrong, where it is written, and fails on errors', async () => {
    const { code, out } = await analyze(broken);
    expect(out).toMatch(
      /error +IST0101 +VirtualService shop\/payments +No DestinationRule of payments has a subset canary.*shop\.yaml:49\)/,
    );
    expect(out).toMatch(/[1-9] errors, \d+ warnings, \d+ notes$/m);
    expect(out).not.toMatch(/ONM0401/);
    expect(code).toBe(1);
  });

  it('passes where nothing is an error, and can be told to fail on less', async () => {
    const quiet = await analyze(closedShop);
    expect(quiet.out).toMatch(/^0 errors, 0 warnings, 0 notes$/m);
    expect(quiet.code).toBe(0);
    const risky = closedShop.replace('name: http, port', 'port');
    expect((await analyze(risky)).code).toBe(0);
    expect((await analyze(risky, '--fail-on', 'info')).code).toBe(1);
  });

  it('sets aside what an object says need not be told, and can show it', async () => {
    const { out } = await analyze(ignoring, '--show-ignored');
    expect(out).not.toMatch(/^error +IST0101/m);
    expect(out).toMatch(
      /^ignored {2}IST0101 {2}VirtualService shop\/payments: the rule comes with the next merge$/m,
    );
  });

  it('writes SARIF with file, line and the object', async () => {
    const { out } = await analyze(broken, '-o', 'sarif');
    const { version, runs } = JSON.parse(out);
    expect(version).toBe('2.1.0');
    const result = runs[0].results.find(
      (r: { ruleId: string }) => r.ruleId === 'IST0101',
    );
    expect(result).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: expect.stringMatching(/shop\.yaml$/) },
            region: { startLine: 49 },
          },
          logicalLocations: [
            {
              fullyQualifiedName:
                'VirtualService shop/payments spec.http[0].route[0].destination.subset',
            },
          ],
        },
      ],
    });
    expect(
      runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id),
    ).toContain('IST0101');
  });

  it('looks only at the namespaces that are named', async () => {
    const run = await runCli(['analyze', '-f', demo, '-o', 'json', 'shop']);
    const { findings } = JSON.parse(run.out);
    expect(findings.length).toBeGreaterThan(0);
    expect(
      new Set(
        findings.map(
          (finding: { object: { namespace: string } }) =>
            finding.object.namespace,
        ),
      ),
    ).toEqual(new Set(['shop']));
  });

  it('says so when there is nothing in a namespace that is named', async () => {
    const run = await runCli(['analyze', '-f', demo, 'shopp']);
    expect(run.err).toMatch(/nothing in namespace shopp\. There are: .*shop/);
    expect(run.code).toBe(2);
  });

  it('refuses a level that there is not', async () => {
    const run = await analyze(broken, '--fail-on', 'fatal');
    expect(run.err).toMatch(/--fail-on must be one of error, warning, info/);
    expect(run.code).toBe(2);
  });
});
