import * as http from 'node:http';
import * as https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { KubernetesApiError, KubernetesSilence, Query } from './KubernetesApi';

export interface KubernetesConnection {
  /** Path of a kubeconfig file; without one, the service account of the pod that we run in. */
  kubeconfig?: string;
  /** Context of the kubeconfig; its current one when absent. */
  context?: string;
  /** Bearer token to use instead of the credentials that are found there. */
  token?: string;
  /** Milliseconds without a byte after which a connection counts as broken. */
  idleMs?: number;
}

export interface KubernetesRequest {
  method: 'GET' | 'PATCH';
  path: string;
  query: Query;
  signal: AbortSignal;
  body?: { type: string; content: object };
}

/** Sends a request; the answer is one that the server gave willingly. */
export type SendToKubernetes = (
  request: KubernetesRequest,
) => Promise<http.IncomingMessage>;

/** Longer than any watch runs, so that a connection that died silently is noticed. */
const IDLE_MS = 75_000;

/**
 * Reads the credentials; no request is sent yet.
 *
 * @throws KubernetesApiError from what is returned, when the server refuses
 */
export async function openKubernetes(
  connection: KubernetesConnection,
): Promise<SendToKubernetes> {
  const config = await readKubeConfig(connection);
  const server = config.getCurrentCluster()?.server.replace(/\/+$/, '') ?? '';
  const idleMs = connection.idleMs ?? IDLE_MS;
  return async ({ method, path, query, signal, body }) => {
    const options: https.RequestOptions = {
      method,
      headers: {
        accept: 'application/json',
        ...(body && { 'content-type': body.type }),
      },
    };
    // Credentials are asked for each time, because tokens expire.
    await config.applyToHTTPSOptions(options);
    const response = await request(
      `${server}${path}?${new URLSearchParams(query)}`,
      { ...options, signal },
      body && JSON.stringify(body.content),
      idleMs,
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
}

/** A kubeconfig whose current context is the one that was asked for, with a cluster in it. */
export async function readKubeConfig(
  connection: KubernetesConnection,
): Promise<KubeConfig> {
  // An ES module, which a CommonJS package can only load this way.
  const { KubeConfig: Loaded } = await import('@kubernetes/client-node');
  const config = new Loaded();
  if (connection.kubeconfig === undefined) {
    config.loadFromCluster();
  } else {
    config.loadFromFile(connection.kubeconfig);
  }
  const context = connection.context ?? config.getCurrentContext();
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (!cluster?.server) {
    throw new Error(
      `The kubeconfig has no cluster for the context ${JSON.stringify(context)}; it has the contexts ${config.contexts.map(c => c.name).join(', ')}`,
    );
  }
  if (connection.token === undefined) {
    return config;
  }
  const withToken = new Loaded();
  withToken.loadFromOptions({
    clusters: [cluster],
    users: [{ name: 'token', token: connection.token }],
    contexts: [{ name: 'token', cluster: cluster.name, user: 'token' }],
    currentContext: 'token',
  });
  return withToken;
}

/** All of an answer. */
export async function textOf(response: http.IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
  }
  return text;
}

function request(
  url: string,
  options: https.RequestOptions,
  body: string | undefined,
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
    sent.end(body);
  });
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
