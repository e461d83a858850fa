import { parseManifests } from './parseManifests';

const object = (name: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`;

describe('a file of manifests', () => {
  it('holds one object per document, empty documents aside', () => {
    const { objects, problems } = parseManifests(
      `${object('a')}---\n# nothing here\n---\n${object('b')}`,
      'shop.yaml',
    );
    expect(objects.map(o => o.metadata.name)).toEqual(['a', 'b']);
    expect(problems).toEqual([]);
  });

  it('may be a List, which stands for its items', () => {
    const { objects } = parseManifests(
      `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Service, metadata: {name: a}}
  - apiVersion: v1
    kind: ServiceList
    items: [{apiVersion: v1, kind: Service, metadata: {name: b}}]
`,
      'shop.yaml',
    );
    expect(objects.map(o => o.metadata.name)).toEqual(['a', 'b']);
  });

  it('may merge maps, as whatever applies it does', () => {
    const { objects } = parseManifests(
      `x: &x { app: a }\n${object('a')}  labels: { <<: *x }\n`,
      'shop.yaml',
    );
    expect(objects[0].metadata.labels).toEqual({ app: 'a' });
  });

  it('keeps times as texts, as the API server sends them', () => {
    const { objects } = parseManifests(
      `${object('a')}  creationTimestamp: 2026-01-02T03:04:05Z\n`,
      'shop.yaml',
    );
    expect(objects[0].metadata.creationTimestamp).toBe('2026-01-02T03:04:05Z');
  });

  it.each([
    ['a syntax error', `${object('a')}---\nkind: [\n`, /^shop\.yaml:[67]: /],
    ['a repeated key', 'kind: A\nkind: B\n', /^shop\.yaml:2: /],
    ['no kind', `${object('a')}---\nfoo: bar\n`, /^shop\.yaml:6: not a Kub/],
    ['an alias to nothing', 'kind: *nowhere\n', /^shop\.yaml:1: /],
    ['a text', 'just words\n', /^shop\.yaml:1: not a Kubernetes object/],
  ])('with %s names the file and the line', (_, text, problem) => {
    expect(parseManifests(text, 'shop.yaml').problems).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  it.each([
    ['the values of a chart', 'replicas: 3\n', 1, []],
    ['the name of a chart', 'apiVersion: v2\nname: shop\n', 1, []],
    [
      'the input of a tool',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      1,
      [],
    ],
    [
      'what wants to be an object',
      'apiVersion: v1\nkind: Pod\n',
      0,
      [expect.stringMatching(/^shop\.yaml:6: not a Kubernetes object/)],
    ],
  ])(
    'may hold others beside objects, if so wanted: %s',
    (_, text, passedOver, problems) => {
      const both = `${object('a')}---\n${text}`;
      expect(
        parseManifests(both, 'shop.yaml', { passOverOthers: true }),
      ).toEqual({
        objects: [expect.objectContaining({ kind: 'Service' })],
        passedOver,
        problems,
      });
      expect(parseManifests(both, 'shop.yaml').problems).toHaveLength(1);
    },
  );

  it('yields the good documents beside a bad one', () => {
    const { objects, problems } = parseManifests(
      `${object('a')}---\nkind: [\n---\n${object('b')}`,
      'shop.yaml',
    );
    expect(objects.map(o => o.metadata.name)).toContain('a');
    expect(problems).not.toEqual([]);
  });
});
