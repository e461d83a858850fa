import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  analysisKinds,
  apiVersion,
  kinds,
  KubernetesObject,
} from '@onmesh/plugin-mesh-common';

/** What a server does besides serving its objects. */
export interface FakeApi {
  objects: readonly KubernetesObject[];
  /** Plurals of kinds that may not be read. */
  forbidden?: readonly string[];
  /** Plurals of kinds that the cluster does not have. */
  missing?: readonly string[];
  /** Version that a group is served in, instead of ours. */
  versions?: Record<string, string>;
  /** Token without which every answer is 401. */
  token: string;
}

/** The part of a Kubernetes API that lists objects, two a page; kinds that we do not know are not served. */
export async function withFakeApi<T>(
  api: FakeApi,
  use: (server: { kubeconfig: string; asked: string[] }) => Promise<T>,
): Promise<T> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://a');
    asked.push(pathname);
    const [status, body] =
      request.headers.authorization === `Bearer ${api.token}`
        ? answer(api, pathname, searchParams, request.headers.accept ?? '')
        : [401, { message: 'Unauthorized' }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  try {
    return await use({ kubeconfig: kubeconfigFor(port, api.token), asked });
  } finally {
    server.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
  }
}

function kubeconfigFor(port: number, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'east',
    clusters: [
      {
        name: 'c',
        cluster: {
          server: `http://127.0.0.1:${port}`,
          // Without it the client does not speak plain HTTP.
          'insecure-skip-tls-verify': true,
        },
      },
    ],
    users: [
      { name: 'reader', user: { token } },
      { name: 'stranger', user: { token: 'wrong' } },
    ],
    contexts: [
      { name: 'east', context: { cluster: 'c', user: 'reader' } },
      { name: 'stranger', context: { cluster: 'c', user: 'stranger' } },
    ],
  });
}

function answer(
  api: FakeApi,
  path: string,
  query: URLSearchParams,
  accept: string,
): [status: number, body: object] {
  const served = [...kinds, ...analysisKinds]
    .filter(({ plural }) => !api.missing?.includes(plural))
    .map(kind => ({
      ...kind,
      version: api.versions?.[kind.group] ?? kind.version,
    }));
  const group = served.filter(kind => path === `/apis/${kind.group}`);
  if (group.length > 0) {
    const versions = new Set(group.map(({ version }) => version));
    return [200, { versions: [...versions].map(version => ({ version })) }];
  }
  const resources = served.filter(kind => path === `/apis/${apiVersion(kind)}`);
  if (resources.length > 0) {
    return [200, { resources: resources.map(of => ({ name: of.plural })) }];
  }
  const list =
    /^\/(?:api|apis)\/(.+?)(?:\/namespaces\/([^/]+))?\/([^/]+)$/.exec(path);
  const kind = served.find(
    of => list?.[1] === apiVersion(of) && list[3] === of.plural,
  );
  if (!list || !kind) {
    return [404, { message: 'the server could not find it' }];
  }
  if (api.forbidden?.includes(kind.plural)) {
    return [403, { message: `${kind.plural} is forbidden` }];
  }
  const found = api.objects.filter(
    object =>
      object.kind === kind.kind &&
      (list[2] === undefined || object.metadata.namespace === list[2]),
  );
  const start = Number(query.get('continue') ?? 0);
  const next = start + 2 < found.length ? String(start + 2) : undefined;
  return [
    200,
    {
      metadata: { continue: next },
      items: found
        .slice(start, start + 2)
        .map(({ metadata, ...rest }) =>
          accept.includes('as=PartialObjectMetadataList')
            ? { metadata }
            : { ...rest, metadata },
        ),
    },
  ];
}
