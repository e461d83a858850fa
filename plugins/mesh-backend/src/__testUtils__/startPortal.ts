import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  BackstageCredentials,
  PermissionsService,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import meshPlugin from '../index';
import { TestRepository } from '../scm/__testUtils__/TestRepository';

export const OLIVIA = 'user:default/olivia';
export const PAT = 'user:default/pat';
export const orders = {
  cluster: 'demo',
  namespace: 'shop',
  workload: 'order-service',
};
export const ORDERS = 'component:default/order-service';

const examples = resolve(__dirname, '../../../../examples');

const groups: Record<string, string> = {
  [OLIVIA]: 'group:default/shop',
  [PAT]: 'group:default/platform',
};

const orderService: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'order-service',
    annotations: {
      'backstage.io/kubernetes-id': 'order-service',
      'backstage.io/kubernetes-namespace': 'shop',
      'backstage.io/kubernetes-label-selector': 'app=order-service',
    },
  },
  spec: { type: 'service' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/shop' },
    { type: 'dependencyOf', targetRef: 'component:default/frontend' },
  ],
};

const frontend: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'frontend',
    annotations: {
      'backstage.io/kubernetes-namespace': 'shop',
      'backstage.io/kubernetes-label-selector': 'app=frontend',
    },
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
};

function seedFiles(): Record<string, string> {
  const seed = join(examples, 'gitops');
  const paths = readdirSync(seed, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    paths
      .filter(path => path.endsWith('.yaml'))
      .map(path => [path, readFileSync(join(seed, path), 'utf8')]),
  );
}

/** What a permission policy answers. */
export type Policy = (
  permission: Permission,
  userEntityRef: string | undefined,
) => PolicyDecision;

const allowAll: Policy = () => ({ result: AuthorizeResult.ALLOW });

function userOf(credentials: BackstageCredentials): string | undefined {
  const principal: unknown = credentials.principal;
  return typeof principal === 'object' &&
    principal !== null &&
    'userEntityRef' in principal
    ? String(principal.userEntityRef)
    : undefined;
}

/** A permission service that answers like a policy. */
function permissionsBy(policy: Policy): PermissionsService {
  type Options = Parameters<PermissionsService['authorize']>[1];
  const decide = (permission: Permission, options: Options) =>
    policy(
      permission,
      options && 'credentials' in options
        ? userOf(options.credentials)
        : undefined,
    );
  return {
    authorizeConditional: async (queries, options) =>
      queries.map(({ permission }) => decide(permission, options)),
    authorize: async (requests, options) =>
      requests.map(({ permission }) => ({
        result:
          decide(permission, options).result === AuthorizeResult.ALLOW
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  };
}

/**
 * The whole plugin over the demo's cluster and repository. Call `stop` when done.
 *
 * @param more - configuration of `mesh` that is laid over the demo's
 * @param entities - what the catalog holds besides the demo's services
 */
export async function startPortal(
  knex: Knex,
  policy: Policy = allowAll,
  more: JsonObject = {},
  entities: Entity[] = [],
) {
  const repository = new TestRepository();
  const { directory } = repository;
  repository.push('main', seedFiles());
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const backend = await startTestBackend({
    features: [
      meshPlugin,
      auditor.factory,
      catalogServiceMock.factory({
        entities: [...entities, orderService, frontend],
      }),
      mockServices.database.mock({ getClient: async () => knex }).factory,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissionsBy(policy),
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async credentials => {
            const userEntityRef = userOf(credentials) ?? '';
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                groups[userEntityRef] ?? [],
              ].flat(),
            };
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          mesh: {
            clusters: [
              {
                name: 'demo',
                type: 'demo',
                path: join(examples, 'clusters/demo'),
                seed: join(examples, 'gitops'),
                repository: directory,
              },
            ],
            metrics: {
              type: 'demo',
              path: join(examples, 'metrics/demo.yaml'),
            },
            gitops: {
              targets: [
                {
                  cluster: 'demo',
                  repository: directory,
                  path: 'apps/{namespace}/{workload}',
                },
              ],
            },
            worker: { pollInterval: { milliseconds: 50 } },
            ...more,
          },
        },
      }),
    ],
  });
  return {
    server: backend.server,
    auditor,
    event,
    repository,
    stop: async () => {
      await backend.stop();
      repository.remove();
    },
  };
}
