import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { answerSchemas } from './answerSchemas';

type OpenApiDocument = Parameters<typeof createValidatedOpenApiRouter>[0] & {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
};

const json = (schema: object) => ({
  content: { 'application/json': { schema } },
});
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const body = (name: string) => ({ required: true, ...json(ref(name)) });
const text = (maxLength: number) => ({
  type: 'string' as const,
  maxLength,
});

const answers = (description: string, schema: object = { type: 'object' }) => ({
  '200': { description, ...json(schema) },
  '400': ref400('A field is wrong; the message names it'),
  '401': ref400('Not signed in'),
  '403': ref400('Not allowed'),
  '404': ref400('No such entity, request or pull request'),
  '409': ref400('Somebody else was quicker, or the plan has changed'),
});
function ref400(description: string) {
  return { description, ...json(ref('Error')) };
}

const query = (name: string, schema: object, required = false) => ({
  name,
  in: 'query',
  required,
  // Entity references are written with colons and slashes.
  allowReserved: true,
  schema,
});
const id = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[0-9a-f-]{36}$' },
};

const action = (name: string, summary: string) => ({
  [`/requests/{id}/${name}`]: {
    post: {
      operationId: name,
      summary,
      parameters: [id],
      requestBody: body('Action'),
      responses: answers('The request afterwards'),
    },
  },
});

const target = {
  type: 'object' as const,
  required: ['cluster', 'namespace', 'workload'],
  properties: {
    cluster: text(253),
    namespace: text(63),
    workload: text(253),
  },
};
const aboutTarget = { entityRef: text(256), target: ref('Target') };
const object = <P extends object>(required: string[], properties: P) => ({
  type: 'object' as const,
  required,
  properties,
});

/**
 * The HTTP API, kept by hand: what a client may send is written down here and checked, first by this document and then
 * by the schemas of {@link bodies}, which know the names of Kubernetes and refuse unknown fields by name. Types of the answers are in
 * `@onmesh/plugin-mesh-common`; those that other programs build on are written down here too.
 */
export const openapi: OpenApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'mesh',
    version: '1',
    description: 'Self-service mesh onboarding',
  },
  servers: [{ url: '/' }],
  paths: {
    '/status': {
      get: {
        operationId: 'status',
        summary: 'What the mesh does to a catalog entity',
        parameters: [query('entityRef', text(256), true)],
        responses: answers('StatusResponse', ref('StatusResponse')),
      },
    },
    '/fleet': {
      get: {
        operationId: 'fleet',
        summary: 'All services that say where they run',
        responses: answers('FleetResponse'),
      },
    },
    '/decisions': {
      post: {
        operationId: 'decide',
        summary: 'Would this request be allowed?',
        requestBody: body('Decision'),
        responses: answers('DecisionResponse'),
      },
    },
    '/suggestions': {
      post: {
        operationId: 'suggest',
        summary: 'A profile to start from',
        requestBody: body('Suggestions'),
        responses: answers('SuggestionsResponse'),
      },
    },
    '/plans': {
      post: {
        operationId: 'plan',
        summary: 'What a profile would change; nothing is stored',
        requestBody: body('Plan'),
        responses: answers('PlanResponse'),
      },
    },
    '/requests': {
      get: {
        operationId: 'list',
        summary: 'Requests that the caller may see, newest first',
        parameters: [
          query('entityRef', text(256)),
          query('requester', text(256)),
          query('state', text(32)),
        ],
        responses: answers('RequestsResponse'),
      },
      post: {
        operationId: 'create',
        summary: 'Submit a request for the plan that was shown',
        requestBody: body('Create'),
        responses: answers('RequestResponse'),
      },
    },
    '/requests/{id}': {
      get: {
        operationId: 'get',
        summary: 'One request with its history',
        parameters: [id],
        responses: answers('RequestResponse'),
      },
    },
    '/requests/{id}/diff': {
      get: {
        operationId: 'diff',
        summary: 'What the present pull request changes',
        parameters: [id],
        responses: answers('DiffResponse'),
      },
    },
    '/deliveries': {
      get: {
        operationId: 'delivery',
        summary: 'What may be done to a delivery, and what was',
        parameters: [
          query('entityRef', text(256), true),
          query('cluster', text(253), true),
          query('namespace', text(63), true),
          query('workload', text(253), true),
        ],
        responses: answers('DeliveryResponse'),
      },
    },
    '/deliveries/actions': {
      post: {
        operationId: 'actOnDelivery',
        summary:
          'Promote, abort or retry what was seen; off unless the operator turned it on',
        requestBody: body('DeliveryAction'),
        responses: {
          ...answers('DeliveryResponse'),
          '409': ref400('The delivery is not as it was seen; in words'),
          '503': ref400(
            'The cluster did not answer: whether it was done is not known',
          ),
        },
      },
    },
    '/gates': {
      get: {
        operationId: 'gates',
        summary: 'Approvals that Flagger asks for, and those that were given',
        parameters: [
          query('entityRef', text(256), true),
          query('cluster', text(253), true),
          query('namespace', text(63), true),
          query('workload', text(253), true),
        ],
        responses: answers('GatesResponse'),
      },
    },
    '/gates/approvals': {
      post: {
        operationId: 'approveGate',
        summary: 'Approve what was seen at a gate',
        requestBody: body('GateApproval'),
        responses: answers('GatesResponse'),
      },
    },
    '/gates/withdrawals': {
      post: {
        operationId: 'withdrawGate',
        summary: 'Take an approval back',
        requestBody: body('GateWithdrawal'),
        responses: answers('GatesResponse'),
      },
    },
    '/gates/urls': {
      post: {
        operationId: 'makeGateUrls',
        summary: 'New URLs for the gates of a Canary; told once',
        requestBody: body('DeliveryId'),
        responses: answers('GateUrlsResponse'),
      },
    },
    ...action('approve', 'Approve the plan that was reviewed'),
    ...action('reject', 'Reject, saying why'),
    ...action('withdraw', 'Take the request back'),
    ...action('propose-again', 'Open a new pull request for this stage'),
    ...action(
      'accept-unknown',
      'Go on although a gate waits for what is not known, saying why',
    ),
    ...action('merge', 'Merge the pull request'),
    ...action('close', 'Close the pull request without merging'),
  },
  components: {
    schemas: {
      ...answerSchemas,
      Target: target,
      Suggestions: object(['entityRef', 'target'], aboutTarget),
      Plan: object(['entityRef', 'target', 'profile'], {
        ...aboutTarget,
        profile: { type: 'object' as const },
      }),
      Create: object(['entityRef', 'target', 'profile', 'planHash'], {
        ...aboutTarget,
        profile: { type: 'object' as const },
        planHash: text(64),
        reason: text(2000),
      }),
      Action: object(['version'], {
        version: { type: 'integer' as const, minimum: 1 },
        reason: text(2000),
        planHash: text(64),
      }),
      Decision: object(['entityRef', 'target', 'from'], {
        ...aboutTarget,
        from: { type: ['string' as const, 'null' as const], maxLength: 127 },
        port: { type: 'integer' as const, minimum: 1, maximum: 65535 },
        method: text(32),
        path: text(2048),
        headers: {
          type: 'object' as const,
          maxProperties: 32,
          additionalProperties: text(1024),
        },
      }),
      DeliveryAction: object(['entityRef', 'target', 'action', 'seen'], {
        ...aboutTarget,
        action: {
          type: 'string' as const,
          enum: ['promote', 'promote-full', 'abort', 'retry'],
        },
        seen: object([], {
          resourceVersion: text(253),
          podHash: text(253),
          stepIndex: { type: 'integer' as const, minimum: 0 },
          pauses: { type: 'array' as const, maxItems: 16, items: text(253) },
          aborted: { type: 'boolean' as const },
        }),
        reason: text(2000),
      }),
      DeliveryId: object(['entityRef', 'target'], aboutTarget),
      GateApproval: object(['entityRef', 'target', 'gate', 'seen'], {
        ...aboutTarget,
        gate: text(32),
        seen: object(['checksum', 'since'], {
          checksum: text(253),
          since: text(253),
          generation: { type: 'integer' as const, minimum: 0 },
        }),
        reason: text(2000),
      }),
      GateWithdrawal: object(['entityRef', 'target', 'gate'], {
        ...aboutTarget,
        gate: text(32),
      }),
      Error: {
        type: 'object',
        properties: {
          error: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
      },
    },
  },
};
