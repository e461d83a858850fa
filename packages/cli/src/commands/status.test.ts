import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { demo, root, runCli } from '../__testUtils__/runCli';

jest.setTimeout(120_000);

/** Held against the HTTP API too, in mesh-backend's api/demoStatus.test.ts. */
const expected: Record<string, object> = parse(
  readFileSync(join(root, 'examples/expected/status.yaml'), 'utf8'),
);

/** Manifests as they lie in Git: a service in ambient whose requests a waypoint guards. */
const guarded = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: gate}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gate}
spec:
  gatewayClassName: istio-waypoint
  listeners: [{name: mesh, port: 15008, protocol: HBONE}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: payments}
spec:
  selector: {matchLabels: {app: payments}}
  template:
    metadata: {labels: {app: payments}}
    spec: {serviceAccountName: payments, containers: [{name: payments}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: frontend}
spec:
  selector: {matchLabels: {app: frontend}}
  template:
    metadata: {labels: {app: frontend}}
    spec: {serviceAccountName: frontend, containers: [{name: frontend}]}
---
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  selector: {app: payments}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: callers}
spec:
  targetRefs: [{group: "", kind: Service, name: payments}]
  rules:
    - from: [{source: {serviceAccounts: [frontend]}}]
      to: [{operation: {methods: [GET]}}]
`;
const onlyTheWaypoint = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: waypoint}
spec:
  selector: {matchLabels: {app: payments}}
  rules: [{from: [{source: {serviceAccounts: [gate]}}]}]
`;

const run = (command: string[], stdin: string) =>
  runCli([...command, '-f', '-', '-n', 'shop'], { stdin });

describe('onmesh status', () => {
  it.each(Object.entries(expected))(
    'shows of %s in the demo what the API shows',
    async (name, status) => {
      const { out } = await runCli(['status', name, '-f', demo, '-o', 'json']);

      expect(JSON.parse(out)).toEqual([
        expect.objectContaining({
          ...status,
          access: expect.objectContaining({ ...Object(status).access }),
        }),
      ]);
    },
  );

  it('says which waypoint serves and why, and where a rule is enforced', async () => {
    const { out, code } = await run(['status', 'shop/payments'], guarded);

    expect(code).toBe(0);
    expect(out).toContain(
      '  waypoints:\n    service payments  bound  Waypoint shop/gate serves, because metadata.labels[istio.io/use-waypoint] is "gate" on Namespace shop.\n',
    );
    expect(out).toMatch(/ALLOW {2}shop\/callers {2}waypoint shop\/gate {2}/);
    expect(out).toMatch(
      /open: Through waypoint shop\/gate: .* Past it, as callers without ambient come: No AuthorizationPolicy applies/,
    );
    expect(out).toContain('warning  ONM0111');
  });

  it('finds nothing to pass the waypoint by once ztunnel admits it alone', async () => {
    const { out } = await run(
      ['status', 'shop/payments'],
      guarded + onlyTheWaypoint,
    );

    expect(out).toContain('closed: Through waypoint shop/gate: ');
    expect(out).not.toContain('ONM01');
  });

  it('says what pods need', async () => {
    const { out } = await runCli([
      'status',
      'marketing/newsletter-service',
      '-f',
      demo,
    ]);

    expect(out).toContain(
      '2 pods: none -> istio-sidecar default. It has no proxy',
    );
  });
});

describe('onmesh authz can, through a waypoint', () => {
  const ask = (...args: string[]) =>
    run(
      ['authz', 'can', '--to', 'shop/payments', '--port', '8080', ...args],
      guarded + onlyTheWaypoint,
    );

  it.each([
    ['shop/frontend', 'GET', 0, 'ALLOWED'],
    ['shop/frontend', 'POST', 1, 'DENIED'],
    ['shop/payments', 'GET', 1, 'DENIED'],
  ])('%s with %s: exit code %s', async (from, method, code, verdict) => {
    const answer = await ask('--from', from, '--method', method);

    expect(answer.out).toContain(verdict);
    expect(answer.code).toBe(code);
  });
});
