import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  RESOURCE_TYPE_MESH_DELIVERY,
  RESOURCE_TYPE_MESH_REQUEST,
  meshPermissions,
} from '@onmesh/plugin-mesh-common';
import { createRouter } from './api/createRouter';
import { createClusterReader } from './clusters/createClusterReader';
import { createDeliveryWriter } from './clusters/createDeliveryWriter';
import { openRepositories } from './config/readRepositories';
import { readMs } from './config/readMs';
import { AuthorizedDeliveryService } from './delivery/AuthorizedDeliveryService';
import { DefaultDeliveryService } from './delivery/DefaultDeliveryService';
import { deliveryResources } from './delivery/deliveryResources';
import { KnexDeliveryLog } from './delivery/KnexDeliveryLog';
import { WorkloadClaims } from './delivery/WorkloadClaims';
import { seedDemoRepositories } from './demo/readDemoRepository';
import { AuthorizedGateService } from './gates/AuthorizedGateService';
import { createGateRouter, GATE_PATH } from './gates/createGateRouter';
import { DefaultGateService } from './gates/DefaultGateService';
import { FlaggerGates } from './gates/FlaggerGates';
import { KnexGateStore } from './gates/KnexGateStore';
import { UnknownTokenLimit } from './gates/UnknownTokenLimit';
import { StatusHints } from './live/StatusHints';
import { createMetricsReader } from './metrics/createMetricsReader';
import {
  meshDeliveryResourceRef,
  meshDeliveryRules,
} from './permissions/deliveryRules';
import { meshRequestResourceRef, meshRequestRules } from './permissions/rules';
import { AuthorizedOnboardingService } from './service/AuthorizedOnboardingService';
import { CorePlanner } from './service/CorePlanner';
import { DefaultOnboardingService } from './service/DefaultOnboardingService';
import { FleetReader } from './service/FleetReader';
import { Caller } from './service/OnboardingService';
import { StatusGateReader } from './service/StatusGateReader';
import { TargetReader } from './service/TargetReader';
import { JobQueue } from './store/JobQueue';
import { KnexRequestStore } from './store/KnexRequestStore';
import { migrate } from './store/migrate';
import { Worker } from './worker/Worker';
import { WorkerLoop } from './worker/WorkerLoop';

const DAY_MS = 24 * 3_600_000;

/** The mesh backend: what the mesh does to services, and requests to change that. */
export const meshPlugin = createBackendPlugin({
  pluginId: 'mesh',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, auth, catalog, config, httpAuth, lifecycle } = deps;
        const { logger, permissions, permissionsRegistry, userInfo } = deps;
        const now = () => new Date();

        const knex = await deps.database.getClient();
        await migrate(knex, deps.database);
        const store = new KnexRequestStore(knex);
        await seedDemoRepositories(config);
        const clusters = createClusterReader(config);
        const metrics = createMetricsReader(config, clusters);
        const repositories = await openRepositories(config, knex);
        const reader = new TargetReader({ clusters, metrics, catalog, now });
        const { signals } = deps;
        const hints = new StatusHints({ clusters, signals, logger, now });

        const pollMs = readMs(config, 'mesh.worker.pollInterval', 15_000);
        const loop = new WorkerLoop({
          logger,
          idleMs: Math.min(pollMs, 2_000),
          worker: new Worker({
            store,
            queue: new JobQueue(knex),
            repositories,
            gates: new StatusGateReader(reader, auth),
            logger,
            owner: randomUUID(),
            leaseMs: readMs(config, 'mesh.worker.lease', 120_000),
            pollMs,
            random: Math.random,
          }),
        });
        lifecycle.addStartupHook(() => loop.start());
        lifecycle.addShutdownHook(async () => {
          await loop.stop();
          hints.close();
          await clusters.close();
        });

        permissionsRegistry.addResourceType({
          resourceRef: meshRequestResourceRef,
          permissions: meshPermissions.filter(
            permission =>
              'resourceType' in permission &&
              permission.resourceType === RESOURCE_TYPE_MESH_REQUEST,
          ),
          rules: Object.values(meshRequestRules),
          getResources: ids => store.getMany(ids),
        });
        permissionsRegistry.addResourceType({
          resourceRef: meshDeliveryResourceRef,
          permissions: meshPermissions.filter(
            permission =>
              'resourceType' in permission &&
              permission.resourceType === RESOURCE_TYPE_MESH_DELIVERY,
          ),
          rules: Object.values(meshDeliveryRules),
          getResources: deliveryResources({ catalog, auth }),
        });
        permissionsRegistry.addPermissions(
          meshPermissions.filter(permission => !('resourceType' in permission)),
        );

        const service = new AuthorizedOnboardingService(
          new DefaultOnboardingService({
            store,
            reader,
            fleet: new FleetReader({ clusters, catalog, now }),
            planner: new CorePlanner(repositories, {
              prometheusAddress: config.getOptionalString(
                'mesh.canary.prometheusAddress',
              ),
            }),
            repositories,
            wake: () => loop.wake(),
            hints,
          }),
          {
            permissions,
            permissionsRegistry,
            entity: (ref, { credentials }) => reader.entity(ref, credentials),
            ownersOnly:
              config.getOptionalBoolean('mesh.requests.ownersOnly') ?? true,
          },
        );
        const authority = {
          permissions,
          permissionsRegistry,
          entity: (ref: string, { credentials }: Caller) =>
            reader.entity(ref, credentials),
        };
        const claims = new WorkloadClaims({ clusters, catalog, auth });
        const delivery = new AuthorizedDeliveryService(
          new DefaultDeliveryService({
            writer: createDeliveryWriter(config),
            reader,
            repositories,
            log: new KnexDeliveryLog(knex),
          }),
          { ...authority, claims },
        );
        const gateStore = new KnexGateStore(knex);
        const gates = new AuthorizedGateService(
          new DefaultGateService({
            reader,
            store: gateStore,
            baseUrl: async () =>
              config.getOptionalString('mesh.canary.gates.baseUrl') ??
              (await deps.discovery.getExternalBaseUrl('mesh')),
            holdsMs: readMs(config, 'mesh.canary.gates.approvalHolds', DAY_MS),
          }),
          {
            ...authority,
            claims,
            ownersOnly:
              config.getOptionalBoolean('mesh.canary.gates.ownersOnly') ?? true,
          },
        );
        deps.httpRouter.addAuthPolicy({
          path: GATE_PATH,
          allow: 'unauthenticated',
        });
        deps.httpRouter.use(
          createGateRouter({
            gates: new FlaggerGates({ store: gateStore, clusters }),
            limit: new UnknownTokenLimit({
              perMinute: 30,
              addresses: 1000,
              now: Date.now,
            }),
            auditor,
            logger,
          }),
        );
        deps.httpRouter.use(
          createRouter({
            service,
            delivery,
            gates,
            httpAuth,
            userInfo,
            auditor,
          }),
        );
      },
    });
  },
});
