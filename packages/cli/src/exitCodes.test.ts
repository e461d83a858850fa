import { demo, runCli } from './__testUtils__/runCli';

jest.setTimeout(120_000);

const can = ['authz', 'can', '-f', demo];
const payments = ['--to', 'shop/payment-service'];

const runs: [code: number, what: string, args: string[], said: RegExp][] = [
  [0, 'without errors in the findings', ['mtls', '-f', demo], /mtls-only/],
  [1, 'with an error in the findings', ['status', '-f', demo], /ONM0501/],
  [
    0,
    'with an error that belongs to another command',
    ['authz', 'who', '-f', demo, 'shop/checkout-service'],
    /^shop\/checkout-service/,
  ],
  [
    1,
    'with a failed canary',
    ['canary', '-f', demo, 'shop/checkout-service'],
    /Degraded/,
  ],
  [
    0,
    'with routes that all lead somewhere',
    ['routes', '-f', demo, 'shop/payment-service'],
    /-> 80 % payment-service\.shop:80, subset stable\n.*-> 20 % payment-service\.shop:80, subset canary\n.*timeout 3s, 2 retries by default/,
  ],
  [
    0,
    'with a canary that goes on',
    ['canary', '-f', demo, 'shop/payment-service'],
    /step 2 of 4/,
  ],
  [
    0,
    'with an allowed request',
    [
      ...can,
      ...payments,
      ...'--from shop/checkout-service --port 8080 --method GET --path /payments'.split(
        ' ',
      ),
    ],
    /^ALLOWED/,
  ],
  [
    1,
    'with a denied request',
    [...can, ...payments, '--from', 'shop/frontend', '--port', '8080'],
    /^DENIED/,
  ],
  [
    1,
    'with a request that may or may not be allowed',
    [...can, ...payments, '--from', 'shop/checkout-service'],
    /^DEPENDS/,
  ],
  [
    1,
    'with a verdict that is not known',
    [...can, '--to', 'finance/ledger-service', '--from', 'shop/frontend'],
    /^UNKNOWN/,
  ],
  [0, 'with --help', ['--help'], /authz can/],
  [0, 'with --help of a command', ['authz', 'can', '--help'], /--requests/],
];

const refused: [what: string, args: string[], said: RegExp][] = [
  ['no command', [], /There is no command\. Commands: status, mtls/],
  ['an unknown command', ['stauts'], /There is no command "stauts"/],
  ['half a command', ['authz'], /There is no command "authz"/],
  ['an unknown option', ['status', '--no-such'], /--no-such/],
  [
    'an unknown format',
    ['status', '-f', demo, '-o', 'xml'],
    /text, json, yaml/,
  ],
  ['a missing file', ['mtls', '-f', 'no/such'], /no\/such cannot be read/],
  [
    'files and a cluster',
    ['mtls', '-f', demo, '--context', 'east'],
    /not from both/,
  ],
  [
    'a missing kubeconfig',
    ['mtls', '--kubeconfig', 'no/such'],
    /The kubeconfig cannot be read/,
  ],
  [
    'a workload that is not there',
    ['mtls', '-f', demo, 'shop/nothing'],
    /There is no workload shop\/nothing\. There are: .*shop\/frontend/,
  ],
  [
    'a namespace without workloads',
    ['mtls', '-f', demo, 'nothing'],
    /There is no workload in namespace nothing/,
  ],
  [
    'a request to a workload that is not there',
    [...can, '--to', 'shop/nothing', '--from', 'plaintext'],
    /There is no workload nothing in namespace shop/,
  ],
  ['a request to nobody', [...can, '--from', 'plaintext'], /--to/],
  ['a bad --to', [...can, '--to', 'payments'], /--to must be a workload/],
  [
    'a bad --from',
    [...can, ...payments, '--from', 'frontend'],
    /--from: must be plaintext, namespace\/serviceAccount/,
  ],
  ['a bad port', [...can, ...payments, '--port', 'http'], /--port: /],
  ['a bad path', [...can, ...payments, '--path', 'x'], /--path: must start/],
  ['a bad header', [...can, ...payments, '--header', 'x'], /--header must be/],
  [
    'a request and a file of requests',
    [...can, ...payments, '--requests', '-'],
    /--to has no place here/,
  ],
  [
    'standard input for two things',
    ['authz', 'can', '-f', '-', '--requests', '-'],
    /not both/,
  ],
];

describe('the exit code', () => {
  it.each(runs)('is %i %s', async (code, _what, args, said) => {
    const run = await runCli(args);
    expect(run.out).toMatch(said);
    expect({ code: run.code, err: run.err }).toEqual({ code, err: '' });
  });

  it.each(refused)('is 2 for %s', async (_what, args, said) => {
    const run = await runCli(args);
    expect(run.err).toMatch(said);
    // A trace of calls would mean that we did not foresee it.
    expect(run.err).not.toMatch(/^ {4}at /m);
    expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' });
  });
});
