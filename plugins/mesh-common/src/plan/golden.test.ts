import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseManifests } from '../kubernetes/parseManifests';
import { profileSchema } from '../profile/Profile';
import { validateObject } from '../validation';
import { ClusterView } from '../view/ClusterView';
import { Plan, PlanStage } from './Plan';
import { PlanError } from './PlanError';
import { planStages } from './planStages';
import { Files } from './readFolder';

const golden = resolve(__dirname, '../../../../examples/golden');
const folder = 'clusters/east/shop/payment';
const target = { cluster: 'east', namespace: 'shop', workload: 'payment' };
const features = readdirSync(golden).filter(name =>
  existsSync(join(golden, name, 'profile.yaml')),
);
const cases = features.flatMap(feature =>
  (['sidecar', 'ambient'] as const).map(mesh => ({ feature, mesh })),
);

const nameOf = (path: string) => path.slice(folder.length + 1);

/** Texts by their path below a folder. */
function textsIn(path: string): Map<string, string> {
  return new Map(
    existsSync(path)
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter(entry => entry.isFile())
          .map(({ parentPath, name }): [string, string] => [
            relative(path, join(parentPath, name)),
            readFileSync(join(parentPath, name), 'utf8'),
          ])
          .sort()
      : [],
  );
}

function filesBefore(feature: string): Files {
  return new Map(
    [join(golden, 'before'), join(golden, feature, 'before')]
      .flatMap(path => [...textsIn(path)])
      .map(([name, text]) => [`${folder}/${name}`, text]),
  );
}

function planFor(
  feature: string,
  mesh: 'sidecar' | 'ambient',
  files: Files,
): Plan {
  const written: object = parse(
    readFileSync(join(golden, feature, 'profile.yaml'), 'utf8'),
  );
  const cluster = readFileSync(join(golden, 'cluster.yaml'), 'utf8');
  const applied = [...filesBefore(feature)]
    .filter(([path]) => !path.endsWith('kustomization.yaml'))
    .flatMap(([path, text]) => parseManifests(text, path).objects)
    .filter(({ kind }) => kind !== 'Namespace')
    .map(object => ({
      ...object,
      metadata: { ...object.metadata, namespace: target.namespace },
    }));
  return planStages({
    profile: profileSchema.parse({ ...written, mesh: `istio-${mesh}` }),
    view: new ClusterView({
      cluster: target.cluster,
      mesh: { revisions: ['default', 'canary'] },
      objects: [...parseManifests(cluster, 'cluster.yaml').objects, ...applied],
    }),
    target,
    catalogCallers: [],
    folder,
    files,
  });
}

function describeStage({
  title,
  why,
  gates,
  files,
  hints = [],
}: PlanStage): string {
  const gone = files.filter(({ after }) => after === null);
  return `${[
    `# ${title}`,
    why,
    ...(gone.length > 0
      ? [`Removes ${gone.map(({ path }) => nameOf(path)).join(', ')}.`]
      : []),
    ...hints.flatMap(({ text, yaml }) => [text, `\`\`\`yaml\n${yaml}\`\`\``]),
    gates.length > 0
      ? `Before the next stage:\n\n${gates.map(gate => `- ${gate}`).join('\n')}`
      : 'The next stage need not wait.',
  ].join('\n\n')}\n`;
}

/** What the folder of a case is to hold. */
function expectedTexts(
  feature: string,
  mesh: 'sidecar' | 'ambient',
): Map<string, string> {
  try {
    const { stages } = planFor(feature, mesh, filesBefore(feature));
    return new Map(
      stages.flatMap((stage, index): [string, string][] => {
        const at = `${index + 1}-${stage.id}`;
        return [
          [`${at}/STAGE.md`, describeStage(stage)],
          ...stage.files.flatMap(({ path, after }): [string, string][] =>
            after === null ? [] : [[`${at}/${nameOf(path)}`, after]],
          ),
        ];
      }),
    );
  } catch (error) {
    const refused = refusalOf(error);
    return new Map([['REFUSED.md', `${refused}\n`]]);
  }
}

function refusalOf(error: unknown): string {
  if (error instanceof PlanError) {
    return error.message;
  }
  const issues = Reflect.get(Object(error), 'issues');
  if (!Array.isArray(issues)) {
    throw error;
  }
  return issues
    .map(
      ({ path, message }: { path: PropertyKey[]; message: string }) =>
        `${path.join('.')} ${message}`,
    )
    .join('\n');
}

if (process.env.ONMESH_GOLDEN === 'write') {
  for (const { feature, mesh } of cases) {
    const at = join(golden, feature, mesh);
    rmSync(at, { recursive: true, force: true });
    for (const [name, text] of expectedTexts(feature, mesh)) {
      mkdirSync(dirname(join(at, name)), { recursive: true });
      writeFileSync(join(at, name), text);
    }
  }
}

describe('the golden folder', () => {
  it('has a case for each feature and data plane', () => {
    expect(cases).toHaveLength(44);
  });

  it.each(cases)(
    'is what is planned for $feature by $mesh',
    ({ feature, mesh }) => {
      expect(Object.fromEntries(textsIn(join(golden, feature, mesh)))).toEqual(
        Object.fromEntries([...expectedTexts(feature, mesh)].sort()),
      );
    },
  );

  it('refuses for one data plane only what it cannot do, and never both', () => {
    expect(
      cases
        .filter(({ feature, mesh }) =>
          existsSync(join(golden, feature, mesh, 'REFUSED.md')),
        )
        .map(({ feature, mesh }) => `${feature} ${mesh}`),
    ).toEqual([
      'canary ambient',
      'canary-flagger ambient',
      'egress-only-listed ambient',
      'revision ambient',
    ]);
  });

  it('holds no object that a cluster or a webhook would refuse', () => {
    const objects = cases.flatMap(({ feature, mesh }) =>
      [...textsIn(join(golden, feature, mesh))]
        .filter(
          ([name]) =>
            name.endsWith('.yaml') && !name.endsWith('kustomization.yaml'),
        )
        .flatMap(([name, text]) =>
          parseAllDocuments(text).map(document => ({
            name: `${feature}/${mesh}/${name}`,
            object: document.toJS(),
          })),
        ),
    );
    expect(objects.length).toBeGreaterThan(100);
    expect(
      objects.flatMap(({ name, object }) =>
        validateObject(object)
          .filter(({ severity }) => severity === 'error')
          .map(({ path, message }) => `${name}: ${path} ${message}`),
      ),
    ).toEqual([]);
  });
});
