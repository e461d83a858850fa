import { FleetRow } from '@onmesh/plugin-mesh-common';
import { entityRef, target } from './checkout';

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
