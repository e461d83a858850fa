import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  StatusResponse,
  TargetStatus,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import request from 'supertest';
import { parseAllDocuments } from 'yaml';
import meshPlugin from '../index';

jest.setTimeout(120_000);

const root = resolve(__dirname, '../../../..');
const demo = 'examples/clusters/demo';

/** As the command calls a cluster that it reads from files. */
const cluster = 'files';

/** Workloads that no team owns, so that the catalog has no entity for them. */
const WITHOUT_ENTITY: Record<string, string> = {
  'files/istio-system/istio-ingressgateway': 'part of the mesh itself',
};

/** Entities of the demo's catalog whose workload is in Git alone until the demo's controllers have made it. */
const NOT_IN_SNAPSHOT = ['component:default/order-service'];

function components(): Entity[] {
  const file = join(root, 'examples/catalog/all.yaml');
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map((document): Entity => document.toJS())
    .filter(({ kind }) => kind === 'Component')
    .map(entity => ({
      ...entity,
      metadata: { ...entity.metadata, namespace: 'default' },
    }));
}

/** What the entity tab asks for, over the snapshot and nothing else: no metrics, no relations. */
async function answersOfTheApi(
  entities: Entity[],
): Promise<Map<string, StatusResponse>> {
  const backend = await startTestBackend({
    features: [
      meshPlugin,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          mesh: {
            clusters: [
              { name: cluster, type: 'snapshot', path: join(root, demo) },
            ],
          },
        },
      }),
    ],
  });
  try {
    const answers = new Map<string, StatusResponse>();
    for (const ref of entities.map(entity => stringifyEntityRef(entity))) {
      const { status, body } = await request(backend.server)
        .get('/api/mesh/status')
        .query({ entityRef: ref })
        .set('authorization', mockCredentials.user.header());
      expect([ref, status]).toEqual([ref, 200]);
      answers.set(ref, body);
    }
    return answers;
  } finally {
    await backend.stop();
  }
}

async function onmesh(...command: string[]): Promise<Partial<TargetStatus>[]> {
  const child = spawn(
    process.execPath,
    [
      '-r',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'packages/cli/src/index.ts',
      ...command,
      '-f',
      demo,
      '-o',
      'json',
    ],
    // Options of the test runner are not for the command.
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ]);
  expect(err).toBe('');
  return JSON.parse(out);
}

/** What each command shows of a status, besides the target. */
const SHOWN: Record<string, (status: TargetStatus) => object> = {
  status: status => status,
  mtls: ({ mesh, ports, access, findings }) => ({
    mesh,
    ports,
    callers: access.callers.map(
      ({ caller, sources, plaintext, connections }) => ({
        caller,
        sources,
        ...(plaintext !== undefined && { plaintext }),
        ...(connections && { connections }),
      }),
    ),
    findings: about(findings, 'ONM02'),
  }),
  'authz who': ({ mesh, access, findings }) => ({
    mesh,
    access,
    findings: about(findings, 'ONM03'),
  }),
  routes: ({ mesh, routes, findings }) => ({
    mesh,
    routes,
    findings: about(findings, 'ONM04'),
  }),
  canary: ({ delivery, findings }) => ({
    delivery,
    findings: about(findings, 'ONM05'),
  }),
};

function about(findings: TargetStatus['findings'], codes: string) {
  return findings.filter(({ code }) => code.startsWith(codes));
}

const commands = Object.keys(SHOWN);

const keyOf = ({ target }: Partial<TargetStatus>) =>
  target ? targetKey(target) : 'no target';

describe('the entity tab and the command', () => {
  let byEntity: Map<string, StatusResponse>;
  let targets: Map<string, TargetStatus>;
  let shown: Record<string, Partial<TargetStatus>[]>;

  beforeAll(async () => {
    const answers = await Promise.all(
      commands.map(command => onmesh(...command.split(' '))),
    );
    shown = Object.fromEntries(commands.map((name, at) => [name, answers[at]]));
    byEntity = await answersOfTheApi(components());
    targets = new Map(
      [...byEntity.values()]
        .flatMap(answer => answer.targets)
        .map(status => [targetKey(status.target), status]),
    );
  });

  it('know the same workloads of the demo shop, at least ten', () => {
    const found = shown.status.map(keyOf);
    expect(found.length).toBeGreaterThanOrEqual(10);
    expect(found.sort()).toEqual(
      [...targets.keys(), ...Object.keys(WITHOUT_ENTITY)].sort(),
    );
    expect(
      [...byEntity]
        .filter(([, answer]) => answer.targets.length === 0)
        .map(([ref]) => ref),
    ).toEqual(NOT_IN_SNAPSHOT);
  });

  it.each(commands)(
    'give the same answers with the same evidence: onmesh %s',
    command => {
      const answers = shown[command].filter(
        answer => !(keyOf(answer) in WITHOUT_ENTITY),
      );
      expect(answers).toEqual(
        answers.map(answer => {
          const status = targets.get(keyOf(answer));
          return status && { target: status.target, ...SHOWN[command](status) };
        }),
      );
    },
  );
});
