import { Target } from '@onmesh/plugin-mesh-common';

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
