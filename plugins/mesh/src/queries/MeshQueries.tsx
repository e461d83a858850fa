import { ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MeshApi, meshApiRef } from '../api/MeshApi';

// One cache an API instance: the card and the tab share answers, and two apps (or two tests) never do.
const clients = new WeakMap<MeshApi, QueryClient>();

function clientFor(api: MeshApi): QueryClient {
  const known = clients.get(api);
  if (known) {
    return known;
  }
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 2_000 } },
  });
  clients.set(api, client);
  return client;
}

/** Gives the screens below it their cache of backend answers. Every extension starts with it. */
export function MeshQueries(props: { children: ReactNode }) {
  return (
    <QueryClientProvider client={clientFor(useApi(meshApiRef))}>
      {props.children}
    </QueryClientProvider>
  );
}
