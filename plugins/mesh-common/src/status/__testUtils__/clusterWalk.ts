import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { parseManifests } from '../../kubernetes/parseManifests';
import { ClusterView, MeshSettings, ViewGap } from '../../view/ClusterView';

const texts = readFileSync(
  join(__dirname, '../__fixtures__/changing-cluster.yaml'),
  'utf8',
).split('---\n');

/** So few that what is in one is often about another. */
export const namespaces = ['a', 'b', 'istio-system'];
export const apps = ['x', 'y'];

function read(text: string): KubernetesObject {
  const { objects, problems } = parseManifests(text, 'changing-cluster.yaml');
  if (objects.length !== 1) {
    throw new Error(`No object: ${problems.join()} in ${text}`);
  }
  return objects[0];
}

const anyObject: fc.Arbitrary<KubernetesObject> = fc
  .record({
    text: fc.constantFrom(...texts),
    ns: fc.constantFrom(...namespaces),
    other: fc.constantFrom(...namespaces),
    app: fc.constantFrom(...apps),
  })
  .map(({ text, ns, other, app }) =>
    read(
      text
        .replaceAll('NS', ns)
        .replaceAll('OTHER', other)
        .replaceAll('APP', app),
    ),
  );

/** What happens to a cluster between two looks at it. */
interface Step {
  put: KubernetesObject[];
  /** Which of the objects go, counted around. */
  remove: number[];
  /** Which are read anew and are as they were. */
  again: number[];
  reverse: boolean;
  gaps: ViewGap[];
  mesh: Partial<MeshSettings>;
}

function steps(most: { put: number }): fc.Arbitrary<Step> {
  const rarely = <T>(usual: T, ...others: T[]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(usual) },
      { weight: 1, arbitrary: fc.constantFrom(...others) },
    );
  return fc.record({
    put: fc.array(anyObject, { maxLength: most.put, size: 'max' }),
    remove: fc.array(fc.nat(100), { maxLength: 2 }),
    again: fc.array(fc.nat(100), { maxLength: 2 }),
    reverse: rarely(false, true),
    gaps: rarely<ViewGap[]>(
      [],
      [{ kind: 'Service', reason: 'forbidden', notInstalled: false }],
      [{ kind: 'VirtualService', reason: 'forbidden', notInstalled: false }],
    ),
    mesh: rarely<Partial<MeshSettings>>(
      {},
      { rootNamespace: 'b' },
      { enableAutoMtls: false },
    ),
  });
}

/** Views of one cluster as it changes, each made of the objects of the last where those did not change. */
export const clusterWalk: fc.Arbitrary<ClusterView[]> = fc
  .tuple(
    steps({ put: 60 }),
    fc.array(steps({ put: 3 }), { minLength: 1, maxLength: 8 }),
  )
  .map(([first, others]) => {
    let objects: KubernetesObject[] = [];
    return [first, ...others].map(step => {
      objects = after(objects, step);
      const { mesh, gaps } = step;
      const isRead = ({ kind }: KubernetesObject) =>
        !gaps.some(gap => gap.kind === kind);
      return new ClusterView({
        cluster: 'prod',
        objects: objects.filter(isRead),
        mesh,
        gaps,
      });
    });
  });

function after(
  before: readonly KubernetesObject[],
  { put, remove, again, reverse }: Step,
): KubernetesObject[] {
  const at = (numbers: number[]) =>
    new Set(numbers.map(number => number % before.length));
  const gone = at(remove);
  const anew = at(again);
  const kept = new Map(
    before.flatMap((object, index): [string, KubernetesObject][] =>
      gone.has(index)
        ? []
        : [[key(object), anew.has(index) ? { ...object } : object]],
    ),
  );
  put.forEach(object => kept.set(key(object), object));
  const objects = [...kept.values()];
  return reverse ? objects.reverse() : objects;
}

function key({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.namespace}/${metadata.name}`;
}
