import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { StatusChanged, statusChannel } from '@onmesh/plugin-mesh-common';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * Asks for an entity's status again as soon as the backend hints that it changed. Portals without the signals plugin get
 * no hints.
 */
export function useStatusHints(entityRef: string | undefined): {
  areAvailable: boolean;
} {
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  useEffect(() => {
    const subscription = signals?.subscribe<StatusChanged>(
      statusChannel,
      changed => {
        if (changed.entityRef === entityRef) {
          queries.invalidateQueries({ queryKey: ['status', entityRef] });
        }
      },
    );
    return () => subscription?.unsubscribe();
  }, [signals, queries, entityRef]);
  return { areAvailable: signals !== undefined };
}
