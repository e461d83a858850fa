import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { KubernetesApi, Query } from './KubernetesApi';

interface ListAnswer {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: KubernetesObject[];
}

const PAGE = '500';

/**
 * All objects at a path, and the resource version that a watch goes on from. They come page by page and each page is
 * trimmed before the next, so that a list of all pods of a large cluster never is in memory as it was sent.
 */
export async function listKind(
  api: KubernetesApi,
  path: string,
  options: {
    selector: Query;
    trim: (object: KubernetesObject) => KubernetesObject;
  },
  signal: AbortSignal,
): Promise<{ items: KubernetesObject[]; resourceVersion: string }> {
  const items: KubernetesObject[] = [];
  const query: Query = { ...options.selector, limit: PAGE };
  for (;;) {
    const answer = (await api.get(path, query, signal)) as ListAnswer;
    items.push(...(answer.items ?? []).map(options.trim));
    const { resourceVersion = '', continue: more } = answer.metadata ?? {};
    if (!more) {
      return { items, resourceVersion };
    }
    query.continue = more;
  }
}
