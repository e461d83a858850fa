import * as http from 'node:http';
import * as https from 'node:https';
import {
  KubernetesApi,
  KubernetesApiError,
  KubernetesSilence,
  Query,
} from './KubernetesApi';

export interface KubernetesConnection {
  /** Path of a kubeconfig file; without one, the service account of the pod that we run in. */
  kubeconfig?: string;
  /** Context of the kubeconfig; its current one when absent. */
  context?: string;
  /** Milliseconds without a byte after which a connection counts as broken. */
  idleMs?: number;
}

/** Longer than any watch runs, so that a connection that died silently is noticed. */
const IDLE_MS = 75_000;

/** Reads the credentials; no request is sent yet. */
export async function connectKubernetes(
  connection: KubernetesConnection,
): Promise<KubernetesApi> {
  // An ES module, which a CommonJS package can only load this way.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if (connection.kubeconfig === undefined) {
    config.loadFromCluster();
  } else {
    config.loadFromFile(connection.kubeconfig);
  }
  const context = connection.context ?? config.getCurrentContext();
  config.setCurrentContext(context);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) {
    throw new Error(
      `The kubeconfig has no cluster for the context ${JSON.stringify(context)}; it has the contexts ${config.contexts.map(c => c.name).join(', ')}`,
    );
  }

  // Credentials are asked for each time, because tokens expire.
  const send = async (path: string, query: Query, signal: AbortSignal) => {
    const options: https.RequestOptions = {
      headers: { accept: 'application/json' },
    };
    await config.applyToHTTPSOptions(options);
    const url = `${server.replace(/\/+$/, '')}${path}?${new URLSearchParams(query)}`;
    const response = await request(
      url,
      { ...options, signal },
      connection.idleMs ?? IDLE_MS,
    );
    if (response.statusCode !== 200) {
      throw new KubernetesApiError(
        response.statusCode ?? 0,
        messageOf(await textOf(response)) ??
          `the API server answered ${response.statusCode}`,
      );
    }
    return response;
  };

  return {
    async get(path, query, signal) {
      return JSON.parse(await textOf(await send(path, query, signal)));
    },
    async *lines(path, query, signal, onOpen) {
      let rest = '';
      const response = await send(path, query, signal);
      onOpen();
      for await (const chunk of response.setEncoding('utf8')) {
        const lines = `${rest}${chunk}`.split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    },
  };
}

function request(
  url: string,
  options: https.RequestOptions,
  idleMs: number,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { request: send } = url.startsWith('http:') ? http : https;
    const sent = send(url, options);
    // Whoever reads an answer is told only what the answer itself is destroyed with.
    let silent: http.ClientRequest | http.IncomingMessage = sent;
    sent.on('response', response => {
      silent = response;
      resolve(response);
    });
    sent.setTimeout(idleMs, () =>
      silent.destroy(new KubernetesSilence(idleMs)),
    );
    sent.on('error', reject);
    sent.end();
  });
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
  }
  return text;
}

/** What a Kubernetes `Status` object says. */
function messageOf(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text);
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}
