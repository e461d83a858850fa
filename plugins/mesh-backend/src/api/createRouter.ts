import {
  AuditorService,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { RequestAction, RequestResponse } from '@onmesh/plugin-mesh-common';
import express from 'express';
import { DeliveryService } from '../delivery/DeliveryService';
import { GateService } from '../gates/GateService';
import { Caller, OnboardingService } from '../service/OnboardingService';
import { openapi } from './openapi';
import { bodies, parse } from './parseBody';

/** A profile with 200 callers and all their paths is well below this. */
const LARGEST_BODY = '256kb';

const actions: RequestAction[] = [
  'approve',
  'reject',
  'withdraw',
  'propose-again',
  'accept-unknown',
  'take-back',
  'merge',
  'close',
];

/** HTTP and nothing else: who asks, what for, one call, the answer, and an entry in the audit log. */
export function createRouter(options: {
  service: OnboardingService;
  delivery: DeliveryService;
  gates: GateService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  auditor: AuditorService;
}): express.Router {
  const { service, delivery, gates, httpAuth, userInfo, auditor } = options;
  const router: express.Router = createValidatedOpenApiRouter(openapi, {
    middleware: [express.json({ limit: LARGEST_BODY })],
  });

  const callerOf = async (request: express.Request): Promise<Caller> => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    if (!('userEntityRef' in credentials.principal)) {
      return { credentials, ownershipEntityRefs: [] };
    }
    const { userEntityRef, ownershipEntityRefs } =
      await userInfo.getUserInfo(credentials);
    return { credentials, userEntityRef, ownershipEntityRefs };
  };

  /** Answers with what the call gives, and logs that it was asked for, by whom, and how it ended. */
  const route =
    (
      eventId: string,
      severityLevel: 'low' | 'medium' | 'high',
      call: (request: express.Request, caller: Caller) => Promise<object>,
    ): express.RequestHandler =>
    async (request, response) => {
      const event = await auditor.createEvent({
        eventId,
        request,
        severityLevel,
        meta: { ...request.params, ...about(request) },
      });
      try {
        const answer = await call(request, await callerOf(request));
        await event.success({ meta: outcome(answer) });
        response.json(answer);
      } catch (error) {
        await event.fail({
          error: error instanceof Error ? error : new Error(String(error)),
        });
        throw error;
      }
    };

  router.get(
    '/status',
    route('status-read', 'low', ({ query }, caller) =>
      service.status(parse(bodies.status, query).entityRef, caller),
    ),
  );
  router.get(
    '/fleet',
    route('fleet-read', 'low', (_, caller) => service.fleet(caller)),
  );
  router.post(
    '/decisions',
    route('decision-read', 'low', ({ body }, caller) =>
      service.decide(parse(bodies.decision, body), caller),
    ),
  );
  router.post(
    '/suggestions',
    route('suggestion-read', 'low', ({ body }, caller) =>
      service.suggest(parse(bodies.suggestions, body), caller),
    ),
  );
  router.post(
    '/plans',
    route('plan-read', 'low', ({ body }, caller) =>
      service.plan(parse(bodies.plan, body), caller),
    ),
  );
  router.get(
    '/requests',
    route('requests-read', 'low', ({ query }, caller) =>
      service.list(parse(bodies.list, query), caller),
    ),
  );
  router.post(
    '/requests',
    route('request-create', 'medium', ({ body }, caller) =>
      service.create(parse(bodies.create, body), caller),
    ),
  );
  router.get(
    '/requests/:id',
    route('request-read', 'low', ({ params }, caller) =>
      service.get(params.id, caller),
    ),
  );
  router.get(
    '/requests/:id/diff',
    route('request-diff-read', 'low', ({ params }, caller) =>
      service.diff(params.id, caller),
    ),
  );
  router.get(
    '/requests/:id/take-back',
    route('request-take-back-read', 'low', ({ params }, caller) =>
      service.takeBack(params.id, caller),
    ),
  );
  router.get(
    '/deliveries',
    route('delivery-read', 'low', ({ query }, caller) => {
      const { entityRef, ...target } = parse(bodies.delivery, query);
      return delivery.get({ entityRef, target }, caller);
    }),
  );
  router.post(
    '/deliveries/actions',
    // The only route that changes a cluster.
    route('delivery-act', 'high', ({ body }, caller) =>
      delivery.act(parse(bodies.deliveryAction, body), caller),
    ),
  );
  router.get(
    '/gates',
    route('gates-read', 'low', ({ query }, caller) => {
      const { entityRef, ...target } = parse(bodies.delivery, query);
      return gates.get({ entityRef, target }, caller);
    }),
  );
  router.post(
    '/gates/approvals',
    route('gate-approve', 'high', ({ body }, caller) =>
      gates.approve(parse(bodies.gateApproval, body), caller),
    ),
  );
  router.post(
    '/gates/withdrawals',
    route('gate-withdraw', 'medium', ({ body }, caller) =>
      gates.withdraw(parse(bodies.gateWithdrawal, body), caller),
    ),
  );
  router.post(
    '/gates/urls',
    route('gate-urls-make', 'high', ({ body }, caller) =>
      gates.makeUrls(parse(bodies.deliveryId, body), caller),
    ),
  );
  for (const action of actions) {
    router.post(
      `/requests/:id/${action}`,
      route(`request-${action}`, 'medium', ({ params, body }, caller) =>
        service.act(params.id, action, parse(bodies.action, body), caller),
      ),
    );
  }
  return router;
}

/** What a request is about, for the audit log; never whole bodies. */
function about({ body, query }: express.Request): Record<string, string> {
  const { cluster, namespace, workload } = body?.target ?? query;
  return Object.fromEntries(
    Object.entries({
      entityRef: body?.entityRef ?? query.entityRef,
      action: body?.action,
      cluster,
      namespace,
      workload,
      podHash: body?.seen?.podHash,
      gate: body?.gate,
      checksum: body?.seen?.checksum,
    }).filter((entry): entry is [string, string] => isShort(entry[1])),
  );
}

/** What became of it, for the audit log: a request that takes another one back. */
function outcome(answer: object): Record<string, string> {
  const { request }: Partial<RequestResponse> = answer;
  return request?.reverts === undefined
    ? {}
    : { requestId: request.id, reverts: request.reverts };
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 256;
}
