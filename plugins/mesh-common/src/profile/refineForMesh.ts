import { RefinementContext, Refuse, refuserOf } from './Refuse';

/** A profile, as far as its parts have to fit each other. */
interface Parts {
  mesh: 'istio-sidecar' | 'istio-ambient' | 'none';
  enrolment?: { revision?: string };
  mtls: { portExceptions: readonly { mode: string }[] };
  access: 'closed' | 'open';
  callers: readonly {
    ipBlocks?: object;
    endUser?: object;
    methods?: object;
    paths?: object;
  }[];
  endUsers?: object;
  canary?: { controller?: string };
  traffic?: { maxConnections?: number; connectTimeout?: string };
  ingress?: { api: string };
  egress?: { onlyListed: boolean };
}

/** Refuses what the data plane cannot do, and parts that need each other. */
export function refineForMesh(
  profile: Parts,
  context: RefinementContext,
): void {
  const refuse = refuserOf(context);
  profile.callers.forEach(({ endUser }, index) => {
    if (endUser && !profile.endUsers) {
      refuse(
        ['callers', index, 'endUser'],
        'needs endUsers, which says whose tokens count',
      );
    }
  });
  if (profile.endUsers && profile.access === 'open') {
    refuse(['endUsers'], 'says nothing while access is open');
  }
  if (profile.ingress && profile.canary) {
    if (profile.canary.controller === 'flagger') {
      refuse(
        ['ingress'],
        'cannot be had with a canary of Flagger, which writes the routes of gateways itself',
      );
    } else if (profile.ingress.api === 'gateway-api') {
      refuse(
        ['ingress', 'api'],
        'must be istio beside a canary, whose weights are those of a VirtualService',
      );
    }
  }
  if (profile.canary?.controller === 'flagger') {
    for (const field of ['maxConnections', 'connectTimeout'] as const) {
      if (profile.traffic?.[field] !== undefined) {
        refuse(
          ['traffic', field],
          'cannot be had with a canary of Flagger, whose schema has no field for it',
        );
      }
    }
  }
  if (profile.mesh === 'istio-ambient') {
    refineForAmbient(profile, refuse);
  }
}

function refineForAmbient(
  { mtls, enrolment, callers, canary, egress }: Parts,
  refuse: Refuse,
): void {
  mtls.portExceptions.forEach(({ mode }, index) => {
    if (mode === 'disable') {
      refuse(
        ['mtls', 'portExceptions', index, 'mode'],
        'must be permissive in ambient, where ztunnel cannot be told to leave a port alone',
      );
    }
  });
  callers.forEach(({ ipBlocks, endUser, methods, paths }, index) => {
    if (ipBlocks && (endUser ?? methods ?? paths)) {
      refuse(
        ['callers', index, 'ipBlocks'],
        'cannot be combined with methods, paths or endUser in ambient, because callers from outside the mesh do not come through the waypoint that reads requests',
      );
    }
  });
  if (enrolment?.revision !== undefined) {
    refuse(
      ['enrolment', 'revision'],
      'is for sidecars: in ambient the nodes have one ztunnel for all',
    );
  }
  if (canary?.controller === 'flagger') {
    refuse(
      ['canary', 'controller'],
      'must be argo-rollouts in ambient, where Flagger cannot tell the versions apart',
    );
  }
  if (egress?.onlyListed) {
    refuse(
      ['egress', 'onlyListed'],
      'is for sidecars: ztunnel lets everything out',
    );
  }
}
