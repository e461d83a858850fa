import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { target } from './checkout';
import { access } from './access';
import { routes } from './routes';

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
    access,
    routes,
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
