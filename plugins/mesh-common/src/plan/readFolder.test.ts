import { readFolder } from './readFolder';

const object = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';

describe('what is read of a folder', () => {
  it.each([
    ['a template', 'a: {{ .Values.x }}\nb: {{'],
    ['a repeated key', 'a: 1\na: 2\n'],
    ['an alias to nothing', 'a: *nowhere\n'],
    ['a merge of what is no map', 'a: &a 1\nb: { <<: *a }\n'],
    [
      'aliases that grow without bound',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [${'*a, '.repeat(9)}*a]\nc: [${'*b, '.repeat(9)}*b]\n`,
    ],
    ['a List', `apiVersion: v1\nkind: List\nitems:\n  - { ${object} }\n`],
  ])('leaves %s alone and names its file', (_, text) => {
    expect(
      readFolder(
        new Map([
          ['odd.yaml', text],
          ['a.yaml', `---\n${object}---\n`],
        ]),
      ),
    ).toEqual({
      objects: [
        {
          path: 'a.yaml',
          document: 0,
          object: {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'a' },
          },
        },
      ],
      unreadable: ['odd.yaml'],
    });
  });

  it('resolves merge keys, as whatever applies the folder does', () => {
    const { objects } = readFolder(
      new Map([['a.yaml', `${object}x: &x { app: a }\nspec: { <<: *x }\n`]]),
    );
    expect(objects[0].object).toHaveProperty('spec', { app: 'a' });
  });
});
