import { parseExpectations } from './readExpectations';

const one = (fields: string) =>
  `schemaVersion: 1\nexpectations:\n  - name: one\n    workload: shop/payments\n${fields}`;

const ask = (request: string, expected = '{allowed: true}') =>
  one(`    request: ${request}\n    expect: ${expected}\n`);

const wrong: [what: string, text: string, problem: string][] = [
  ['no YAML', 'a: [', 'e.yaml:1: '],
  ['an unresolved alias', 'a: *b', 'e.yaml:1: '],
  ['an empty file', '', 'e.yaml:1: the file: Invalid input'],
  [
    'another version',
    'schemaVersion: 2\nexpectations: []',
    'e.yaml:1: schemaVersion: ',
  ],
  [
    'no expectations',
    'schemaVersion: 1\nexpectations: []',
    'e.yaml:2: expectations: ',
  ],
  [
    'a workload without a namespace',
    one('').replace('shop/payments', 'payments'),
    'e.yaml:4: expectations[0].workload: must be a workload, written namespace/name',
  ],
  [
    'a port that is no number',
    ask('{port: http}'),
    'e.yaml:5: expectations[0].request.port: ',
  ],
  [
    'a field that does not exist',
    ask('\n      verb: GET'),
    'e.yaml:6: expectations[0].request: Unrecognized key: "verb"',
  ],
  [
    'a source that is no identity',
    ask('{source: frontend}'),
    'e.yaml:5: expectations[0].request.source: must be plaintext, namespace/serviceAccount',
  ],
  [
    'a field of a source that does not exist',
    ask('{source: {name: frontend}}'),
    'e.yaml:5: expectations[0].request.source: Unrecognized key: "name"',
  ],
  [
    'a verdict that does not exist',
    ask('{}', '{allowed: maybe}'),
    'e.yaml:6: expectations[0].expect.allowed: Invalid option: expected one of true|false|"depends"|"unknown"',
  ],
  [
    'a request of which nothing is expected',
    ask('{}', '{}'),
    'e.yaml:6: expectations[0].expect: must say what becomes of the request',
  ],
  [
    'a rule without a request',
    one('    expect: {rule: x}'),
    'e.yaml:5: expectations[0].expect.rule: needs a request to be about',
  ],
  [
    'a caller that is no identity',
    one(
      '    expect:\n      callers:\n        - shop/frontend\n        - everyone\n',
    ),
    'e.yaml:8: expectations[0].expect.callers[1]: must be anyone, plaintext',
  ],
  [
    'what a port accepts, of a request',
    ask('{}', '{allowed: true, accepts: mtls-only}'),
    'e.yaml:6: expectations[0].expect.accepts: cannot be expected of a request',
  ],
  [
    'a port besides a request',
    `${ask('{}')}    port: 80\n`,
    'e.yaml:7: expectations[0].port: belongs into the request here',
  ],
];

describe('a file of expectations', () => {
  it.each(wrong)(
    'with %s is refused, by file, line and field',
    (_, text, problem) => {
      expect(() => parseExpectations(text, 'e.yaml')).toThrow(problem);
    },
  );

  it('is told all that is wrong at once', () => {
    expect(() =>
      parseExpectations(
        ask('{port: 0, path: x}', '{allowed: no way}'),
        'e.yaml',
      ),
    ).toThrow(/port: .*\n.*path: .*\n.*allowed: /);
  });

  it('says where each of its expectations is written', () => {
    expect(parseExpectations(ask('{source: plaintext}'), 'e.yaml')).toEqual([
      {
        file: 'e.yaml',
        line: 3,
        expectation: {
          name: 'one',
          workload: 'shop/payments',
          request: { source: 'plaintext' },
          expect: { allowed: true },
        },
      },
    ]);
  });
});
