import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { parseDeliveryRef } from '@onmesh/plugin-mesh-common';
import { DeliveryResource } from '../permissions/deliveryRules';
import { ownersOf } from '../permissions/ownersOf';

/** Loads deliveries for the permission framework, which asks in its own name; undefined for what there is not. */
export function deliveryResources(options: {
  catalog: CatalogService;
  auth: AuthService;
}): (refs: string[]) => Promise<Array<DeliveryResource | undefined>> {
  const { catalog, auth } = options;
  return async refs => {
    const ids = refs.map(parseDeliveryRef);
    const entityRefs = ids.map(id => id?.entityRef ?? '');
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'relations'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return ids.map((id, index) => {
      const entity = items[index];
      return id && entity && { ...id, owners: ownersOf(entity) };
    });
  };
}
