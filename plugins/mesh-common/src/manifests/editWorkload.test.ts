import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { editInjection, editReplicas } from './editWorkload';
import { YamlEditError } from './YamlEditError';

const deployment = `# Owned by the payments team.
apiVersion: v1
kind: Service
metadata: {name: api}
---
apiVersion: apps/v1
kind: Deployment
metadata:
    name: "api"   # odd spacing, kept
spec:
    selector:
        matchLabels: { app: api }

    template:
        metadata:
            labels:
                # The team's labels.
                version: 'v1'
                app: api # name

            annotations:
                a: b
        spec:
            containers:
            - name: api
              image: "registry.example/api:1.0"
`;

describe('editInjection', () => {
  it('adds one line and leaves every other byte', () => {
    expect(editInjection(deployment, 1, 'true')).toBe(
      deployment.replace(
        'app: api # name\n',
        `app: api # name\n                sidecar.istio.io/inject: "true"\n`,
      ),
    );
  });

  it('changes a label that is there', () => {
    const refused = editInjection(deployment, 1, 'false');
    expect(editInjection(refused, 1, 'true')).toBe(
      editInjection(deployment, 1, 'true'),
    );
  });

  it.each([
    ['block', 'labels:\n        app: x\n'],
    ['flow', 'labels: {app: x}\n'],
    ['flow over lines', 'labels: {\n        app: x\n      }\n'],
    ['quoted', 'labels:\n        "app": "x"\n'],
    ['anchored', 'labels: &l\n        app: x\n'],
    ['a literal', 'labels:\n        app: |-\n          x\n'],
    ['comment after', 'labels:\n        app: x\n        # end\n'],
    ['blank line after', 'labels:\n        app: x\n\n'],
  ])('comes and goes in labels that are %s', (_, labels) => {
    const text = `kind: Deployment\nspec:\n  template:\n    metadata:\n      ${labels}    spec: {}\n`;
    const joined = editInjection(text, 0, 'true');
    expect(parseAllDocuments(joined)[0].toJS()).toMatchObject({
      spec: {
        template: {
          metadata: { labels: { app: 'x', 'sidecar.istio.io/inject': 'true' } },
        },
      },
    });
    expect(editInjection(joined, 0, undefined)).toBe(text);
  });

  it.each([
    ['no labels', 'spec: {template: {metadata: {}}}'],
    [
      'labels by alias',
      'a: &a {x: y}\nspec: {template: {metadata: {labels: *a}}}',
    ],
    ['broken YAML', 'spec: {'],
    ['a template engine', 'spec:\n{{- if x }}\n  a: b\n{{- end }}'],
  ])('refuses %s', (_, text) => {
    expect(() => editInjection(text, 0, 'true')).toThrow(YamlEditError);
  });

  it('is undone byte for byte in any layout', () => {
    const layout = fc.record({
      indent: fc.integer({ min: 1, max: 4 }),
      newline: fc.constantFrom('\n', '\r\n'),
      tail: fc.constantFrom('', '\n', '\n\n', '\n# end', '\n---\na: b\n'),
      comment: fc.constantFrom('', ' # why'),
      labels: fc.uniqueArray(
        fc.stringMatching(/^[a-z][a-z0-9./-]{0,8}[a-z]$/),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      last: fc.boolean(),
    });
    fc.assert(
      fc.property(
        layout,
        ({ indent, newline, tail, comment, labels, last }) => {
          const pad = (n: number) => ' '.repeat(indent * n);
          const head = ['spec:', `${pad(1)}template:`];
          const spec = [`${pad(2)}spec: {hostNetwork: false}`];
          const metadata = [
            `${pad(2)}metadata:`,
            `${pad(3)}labels:${comment}`,
            ...labels.map(label => `${pad(4)}${label}: "1"${comment}`),
          ];
          const text = [
            ...head,
            ...(last ? [...spec, ...metadata] : [...metadata, ...spec]),
          ]
            .join('\n')
            .concat(tail)
            .replaceAll('\n', newline);
          const joined = editInjection(text, 0, 'true');
          expect(joined).not.toBe(text);
          expect(editInjection(joined, 0, undefined)).toBe(text);
          expect(editInjection(joined, 0, 'true')).toBe(joined);
        },
      ),
    );
  });
});

describe('editReplicas', () => {
  it('changes the number where it stands', () => {
    expect(editReplicas('spec:\n  replicas: 3 # peak\n  a: b\n', 0, 0)).toBe(
      'spec:\n  replicas: 0 # peak\n  a: b\n',
    );
  });

  it('adds the number to a spec without one', () => {
    expect(editReplicas('spec:\n  a:\n    - b\n', 0, 2)).toBe(
      'spec:\n  a:\n    - b\n  replicas: 2\n',
    );
  });
});
