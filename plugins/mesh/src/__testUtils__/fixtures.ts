import {
  FleetRow,
  OnboardingRequest,
  Plan,
  Profile,
  RequestResponse,
  RequestSummary,
  StatusResponse,
  Target,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';

export const target: Target = {
  cluster: 'prod',
  namespace: 'shop',
  workload: 'checkout',
};

export const entityRef = 'component:default/checkout-service';

export const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout-service',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'checkout' },
  },
  spec: { type: 'service' },
};

export const profile: Profile = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: {
    mode: 'strict',
    portExceptions: [{ port: 9090, mode: 'permissive' }],
  },
  access: 'closed',
  callers: [
    {
      namespace: 'shop',
      serviceAccount: 'frontend',
      methods: ['GET', 'POST'],
      paths: ['/orders/*'],
      source: 'observed',
    },
  ],
  traffic: { timeout: '5s', retries: { attempts: 2 } },
  canary: {
    steps: [
      { weight: 10, pause: '5m' },
      { weight: 50, pause: 'manual' },
    ],
    analysis: { minSuccessRate: 99 },
  },
};

export const plan: Plan = {
  target,
  profile,
  risk: 'high',
  riskReasons: ['One known caller would lose access.'],
  stages: [
    {
      id: 'join',
      title: 'Join the mesh',
      why: 'Pods need a proxy before anything else can be asked of the mesh.',
      files: [
        {
          path: 'shop/checkout.yaml',
          before: 'metadata:\n  name: checkout\n',
          after:
            'metadata:\n  name: checkout\n  labels:\n    sidecar.istio.io/inject: "true"\n',
        },
        {
          path: 'shop/peer-authentication.yaml',
          before: null,
          after: 'kind: PeerAuthentication\n',
        },
      ],
      gates: ['every-pod-has-a-ready-proxy', 'traffic-is-observed'],
      effects: { callers: [], appearing: [], resolved: [], restarts: true },
    },
    {
      id: 'encrypt',
      title: 'Refuse plaintext',
      why: 'From now on every caller proves who it is.',
      files: [
        {
          path: 'shop/peer-authentication.yaml',
          before: 'mode: PERMISSIVE\n',
          after: 'mode: STRICT\n',
        },
      ],
      gates: ['mtls-is-in-effect'],
      effects: {
        restarts: false,
        callers: [
          {
            caller: { label: 'batch-import', namespace: 'batch' },
            before: 'allowed',
            after: 'denied',
            reason: 'It comes in plaintext.',
          },
          {
            caller: { label: 'frontend', namespace: 'shop' },
            before: 'allowed',
            after: 'allowed',
            reason: 'It comes with mTLS.',
          },
        ],
        appearing: [],
        resolved: [
          {
            code: 'ONM0007',
            severity: 'warning',
            message: 'Port 8080 accepts plaintext.',
            action: 'Set the mode to STRICT.',
          },
        ],
      },
    },
  ],
};

export const request: OnboardingRequest = {
  id: 'req-1',
  entityRef,
  target,
  profile,
  plan,
  planHash: 'abc123',
  requester: 'user:default/jane',
  reason: 'Audit asks for encryption.',
  state: 'submitted',
  stageIndex: 0,
  attempt: 1,
  version: 7,
  pullRequests: [],
  gates: [],
  createdAt: '2026-01-01T10:00:00Z',
  updatedAt: '2026-01-01T10:00:00Z',
};

/** An answer about the request above, changed in the given fields. */
export function requestAnswer(
  changes: Partial<OnboardingRequest> = {},
  allowed: RequestResponse['allowed'] = [],
): RequestResponse {
  return {
    request: { ...request, ...changes },
    allowed,
    timeline: [
      {
        at: '2026-01-01T10:00:00Z',
        actor: 'user:default/jane',
        event: 'submit',
        message: 'Audit asks for encryption.',
      },
    ],
  };
}

export const summary: RequestSummary = {
  id: 'req-1',
  entityRef,
  target,
  requester: 'user:default/jane',
  state: 'submitted',
  stageIndex: 0,
  version: 7,
  createdAt: '2026-01-01T10:00:00Z',
  updatedAt: '2026-01-01T10:00:00Z',
  stages: ['join', 'encrypt'],
  risk: 'high',
  mesh: 'istio-sidecar',
};

export const fleetRow: FleetRow = {
  entityRef,
  title: 'Checkout',
  owner: 'group:default/shop',
  target,
  mesh: 'istio-sidecar',
  enrolment: 'enrolled',
  mtls: 'strict',
  access: 'closed',
  delivery: 'Healthy',
  findings: { warning: 2 },
};

/** A target in the mesh whose delivery is as given. */
export function targetStatus(
  delivery: TargetStatus['delivery'],
  changes: Partial<TargetStatus> = {},
): TargetStatus {
  return {
    target,
    workloadKind: 'Deployment',
    mesh: 'istio-sidecar',
    serviceAccount: 'checkout',
    services: ['checkout'],
    enrolment: {
      state: 'enrolled',
      pods: { total: 3, withProxy: 3, withReadyProxy: 2 },
      reason: 'Namespace shop has the label istio-injection=enabled.',
      evidence: {
        kind: 'Namespace',
        name: 'shop',
        field: 'metadata.labels.istio-injection',
        value: 'enabled',
      },
      missing: [],
    },
    ports: [
      {
        port: 8080,
        name: 'http',
        protocol: 'http',
        accepts: 'mtls-only',
        reason: 'It overrides the mesh default.',
        evidence: {
          kind: 'PeerAuthentication',
          namespace: 'shop',
          name: 'default',
          field: 'spec.mtls.mode',
          value: 'STRICT',
        },
      },
      {
        port: 9090,
        protocol: 'unknown',
        accepts: 'unknown',
        reason: 'PeerAuthentications cannot be read.',
      },
    ],
    access: {
      default: 'closed',
      reason: 'An ALLOW policy selects this workload.',
      rules: [
        {
          action: 'ALLOW',
          sentence: 'shop/frontend may GET /orders/*.',
          dryRun: true,
          evidence: {
            kind: 'AuthorizationPolicy',
            namespace: 'shop',
            name: 'checkout',
          },
        },
      ],
      callers: [
        {
          caller: {
            label: 'frontend',
            namespace: 'shop',
            serviceAccount: 'frontend',
          },
          sources: ['observed', 'catalog'],
          verdict: 'allowed',
          reason: 'The first rule names it.',
          plaintext: false,
          connections: [
            {
              ports: [{ service: 'checkout', port: 80, name: 'http' }],
              sends: 'mtls',
              outcome: 'mtls',
              reason: 'The caller sends mTLS, and the endpoint accepts it.',
              evidence: [],
            },
          ],
        },
        {
          caller: { label: 'ledger' },
          sources: ['catalog'],
          verdict: 'unknown',
          reason: 'Its service account is not known.',
          ifEnforced: { verdict: 'denied', reason: 'No rule names it.' },
        },
      ],
    },
    routes: [
      {
        service: 'checkout',
        port: 80,
        name: 'http',
        protocol: 'http',
        callers: ['shop', 'web'],
        state: 'known',
        reason: 'VirtualService shop/checkout has the host.',
        routes: [
          {
            when: 'if path starts with /v2',
            action: 'route',
            destinations: [
              {
                hostname: 'checkout.shop.svc.cluster.local',
                subset: 'v2',
                port: 80,
                percent: 100,
                dangling: 'subset-not-found',
                evidence: [],
              },
            ],
            mirrors: [],
          },
          {
            when: 'all other requests',
            action: 'route',
            destinations: [
              {
                hostname: 'checkout.shop.svc.cluster.local',
                subset: 'stable',
                port: 80,
                percent: 80,
                connectionPool: { tcp: { maxConnections: 100 } },
                evidence: [],
              },
              {
                hostname: 'checkout.shop.svc.cluster.local',
                subset: 'canary',
                port: 80,
                percent: 20,
                evidence: [],
              },
            ],
            mirrors: [],
            timeout: '3s',
            evidence: {
              kind: 'VirtualService',
              namespace: 'shop',
              name: 'checkout',
              field: 'spec.http[1]',
            },
          },
        ],
        shadowed: [
          { kind: 'VirtualService', namespace: 'shop', name: 'younger' },
        ],
        byOtherNames: [],
      },
      {
        service: 'checkout',
        port: 9000,
        protocol: 'tcp',
        callers: ['shop'],
        state: 'unknown',
        reason: 'Routes of TCP connections are not evaluated yet.',
        routes: [],
        shadowed: [],
        byOtherNames: [],
      },
    ],
    delivery,
    findings: [
      {
        code: 'ONM0002',
        severity: 'info',
        message: 'The port has no name.',
        action: 'Name it.',
      },
      {
        code: 'ONM0001',
        severity: 'error',
        message: 'A subset matches no pod.',
        action: 'Correct its labels.',
      },
    ],
    ...changes,
  };
}

/** A status answer with the given targets and everything readable. */
export function statusAnswer(
  targets: TargetStatus[],
  changes: Partial<StatusResponse> = {},
): StatusResponse {
  return {
    entityRef,
    lookup: { labelSelector: 'backstage.io/kubernetes-id=checkout' },
    targets,
    clusters: [
      { cluster: 'prod', asOf: new Date().toISOString(), problems: [] },
    ],
    openRequests: [],
    ...changes,
  };
}
