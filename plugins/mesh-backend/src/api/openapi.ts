import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { answerSchemas } from './answerSchemas';
import { bodySchemas } from './bodySchemas';
import { object, ref, text, words } from './jsonSchema';

type OpenApiDocument = Parameters<typeof createValidatedOpenApiRouter>[0] & {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
};

const json = (schema: object) => ({
  content: { 'application/json': { schema } },
});
const body = (name: string) => ({ required: true, ...json(ref(name)) });

const answers = (description: string, schema: object = { type: 'object' }) => ({
  '200': { description, ...json(schema) },
  '400': refusal('A field is wrong; the message names it'),
  '401': refusal('Not signed in'),
  '403': refusal('Not allowed'),
  '404': refusal('No such entity, request or pull request'),
  '409': refusal('Somebody else was quicker, or the plan has changed'),
});
function refusal(description: string) {
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
const aboutTarget = [
  query('entityRef', text(256), true),
  query('cluster', text(253), true),
  query('namespace', text(63), true),
  query('workload', text(253), true),
];
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
        parameters: aboutTarget,
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
          '409': refusal('The delivery is not as it was seen; in words'),
          '503': refusal(
            'The cluster did not answer: whether it was done is not known',
          ),
        },
      },
    },
    '/gates': {
      get: {
        operationId: 'gates',
        summary: 'Approvals that Flagger asks for, and those that were given',
        parameters: aboutTarget,
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
    '/requests/{id}/take-back': {
      get: {
        operationId: 'previewTakeBack',
        summary: 'What taking it back would do; nothing is stored',
        parameters: [id],
        responses: answers('TakeBackResponse'),
      },
      ...action(
        'take-back',
        'Submit a request that takes back what this one has merged, saying why; that request is the answer',
      )['/requests/{id}/take-back'],
    },
    ...action('approve', 'Approve the plan that was reviewed'),
    ...action('reject', 'Reject, saying why'),
    ...action('withdraw', 'Give the request up; what was merged stays'),
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
      ...bodySchemas,
      Error: object([], {
        error: object([], {
          name: words,
          message: words,
          // Of a refused plan: the field of the profile, such as ["canary", "steps", 0, "weight"].
          path: {
            type: 'array' as const,
            items: { type: ['string' as const, 'integer' as const] },
          },
        }),
      }),
    },
  },
};
