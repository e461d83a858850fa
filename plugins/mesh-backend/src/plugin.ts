import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  RESOURCE_TYPE_MESH_REQUEST,
  meshDeliveryActPermission,
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
import { seedDemoRepositories } from './demo/readDemoRepository';
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
import { StatusGateReader } from './service/StatusGateReader';
import { TargetReader } from './service/TargetReader';
import { JobQueue } from './store/JobQueue';
import { KnexRequestStore } from './store/KnexRequestStore';
import { migrate } from './store/migrate';
import { Worker } from './worker/Worker';
import { WorkerLoop } from './worker/WorkerLoop';

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
          permissions: [meshDeliveryActPermission],
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
        const delivery = new AuthorizedDeliveryService(
          new DefaultDeliveryService({
            writer: createDeliveryWriter(config),
            reader,
            repositories,
            log: new KnexDeliveryLog(knex),
          }),
          {
            permissions,
            permissionsRegistry,
            entity: (ref, { credentials }) => reader.entity(ref, credentials),
          },
        );
        deps.httpRouter.use(
          createRouter({ service, delivery, httpAuth, userInfo, auditor }),
        );
      },
    });
  },
});
