import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { parseManifests } from '../../kubernetes/parseManifests';
import { objectRules } from '../../validation/objectRules';
import { ClusterView } from '../../view/ClusterView';
import { discoverMesh } from '../../view/discoverMesh';
import { istioRulesOnRequest } from './istioRules';
import { meshFindings } from './meshFindings';

const examples = join(__dirname, '../../../../../examples');

/**
 * What depends on the rest of a cluster, which plans do not write: other Services and pods, and whether a stage before this
 * one is in force. The tests of plans are about those.
 */
const OF_THE_REST = new Set([
  'IST0101',
  'IST0102',
  'IST0103',
  'IST0118',
  'IST0127',
  'IST0140',
  'IST0162',
  'IST0174',
]);

/** The routes of the demo's canary name no port, and its Service has two. */
const IN_DEMO = ['IST0112'];

const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(folder, entry.name));

/** Of stages one after the other, or all that a folder holds. */
function objectsIn(folder: string): KubernetesObject[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .sort();
  const last = new Map<string, KubernetesObject>();
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8');
    const { objects } = parseManifests(text, name, { passOverOthers: true });
    for (const object of objects) {
      const { kind, metadata } = object;
      last.set(`${kind} ${metadata.namespace}/${metadata.name}`, object);
    }
  }
  return [...last.values()];
}

function codesOf(objects: KubernetesObject[]): string[] {
  const view = new ClusterView({
    cluster: 'test',
    objects,
    mesh: discoverMesh(objects),
  });
  const { findings } = meshFindings(view, {
    also: { ...objectRules, ...istioRulesOnRequest },
  });
  const codes = new Set(findings.map(({ code }) => code));
  return [...codes].filter(
    code => code.startsWith('IST') && !OF_THE_REST.has(code),
  );
}

describe('what istioctl would find', () => {
  it.each(
    [
      ...foldersIn(join(examples, 'clusters')),
      join(examples, 'gitops'),
      ...foldersIn(join(examples, 'golden')).flatMap(foldersIn),
    ].map(folder => [relative(examples, folder), folder]),
  )('is nothing but what is known, in %s', (name, folder) => {
    const objects = objectsIn(folder);
    const demo = ['clusters/demo', 'gitops'].includes(name);
    expect(codesOf(objects)).toEqual(demo ? IN_DEMO : []);
  });

  it('is looked for in examples that hold objects', () => {
    expect(
      objectsIn(join(examples, 'golden/traffic/sidecar')).length,
    ).toBeGreaterThan(3);
  });
});
