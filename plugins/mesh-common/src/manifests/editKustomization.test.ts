import { addResource, removeResource } from './editKustomization';
import { YamlEditError } from './YamlEditError';

const file = 'api.peer-authentication.yaml';

describe('a resource of a kustomization', () => {
  it.each([
    ['a list', 'resources:\n  - a.yaml # first\n  - b.yaml\nnamePrefix: x\n'],
    ['an unindented list', 'resources:\n- a.yaml\nnamePrefix: x\n'],
    ['a flow list', 'resources: [a.yaml]\n'],
    ['a list without newline', 'resources:\n- a.yaml'],
    ['no list', 'kind: Kustomization\n'],
    ['no list and no newline', 'kind: Kustomization'],
    ['no list, before comments', 'kind: Kustomization\n\n# the end\n'],
    ['an empty list', 'resources: []\nnamePrefix: x\n'],
    ['a document that ends', 'kind: Kustomization\n...\n'],
    ['a document with an empty one behind it', 'resources: [a.yaml]\n---\n'],
    ['a document with an empty one before it', '---\n---\nkind: K\n---\n'],
  ])('comes to and goes from %s', (_, text) => {
    const added = addResource(text, file);
    expect(added).toContain(file);
    expect(addResource(added, file)).toBe(added);
    expect(removeResource(added, file)).toBe(text);
    expect(removeResource(text, file)).toBe(text);
  });

  it('stands after the ones that are there, in the same style', () => {
    expect(addResource('resources:\n- a.yaml\nx: y\n', file)).toBe(
      `resources:\n- a.yaml\n- ${file}\nx: y\n`,
    );
  });

  it('stands in a kustomization on one line', () => {
    expect(addResource('{namePrefix: x}\n', file)).toBe(
      `{namePrefix: x, resources: [ ${file} ]}\n`,
    );
  });

  it.each([
    '- a',
    'resources: x',
    'resources:',
    '',
    'resources: [',
    'resources: [a]\nresources: [b]',
    'resources: [a]\n---\nresources: [b]',
    'resources: *nowhere',
  ])('%j is refused', text => {
    expect(() => addResource(text, file)).toThrow(YamlEditError);
  });
});
