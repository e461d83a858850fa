import * as http from 'node:http';
import * as https from 'node:https';
import { text } from 'node:stream/consumers';
import { CliError, errorMessage } from '../CliError';

/** Longer than any answer of a healthy API server takes. */
const SILENCE_MS = 30_000;

/** The JSON answer to a GET. */
export type Get = (
  path: string,
  query: Record<string, string>,
  /** Another form of the answer than all of it, as a media type. */
  accept?: string,
) => Promise<unknown>;

/** The API server answered, and refused. */
export class RefusedError extends Error {
  readonly name = 'RefusedError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The API server of a kubeconfig, with its credentials.
 *
 * @throws CliError when there is no such kubeconfig, context or cluster
 */
export async function connect(options: {
  kubeconfig?: string;
  context?: string;
}): Promise<{ context: string; get: Get }> {
  // Half of the time that a command on files takes would be spent on loading this.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (options.kubeconfig === undefined) {
      config.loadFromDefault();
    } else {
      config.loadFromFile(options.kubeconfig);
    }
  } catch (error) {
    throw new CliError(
      `The kubeconfig cannot be read: ${errorMessage(error)}. Give the objects with -f, or a kubeconfig with --kubeconfig.`,
    );
  }
  const context = options.context ?? config.getCurrentContext();
  config.setCurrentContext(context);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) {
    const names = config.contexts.map(({ name }) => name).join(', ');
    throw new CliError(
      context
        ? `The kubeconfig has no cluster for the context ${JSON.stringify(context)}; it has the contexts ${names || '(none)'}`
        : `The kubeconfig names no current context. Name one with --context; it has ${names || 'none'}`,
    );
  }
  return {
    context,
    async get(path, query, accept = 'application/json') {
      const settings: https.RequestOptions = { headers: { accept } };
      await config.applyToHTTPSOptions(settings);
      const search = new URLSearchParams(query);
      const response = await send(
        `${server.replace(/\/+$/, '')}${path}?${search}`,
        settings,
      );
      const body = await text(response);
      if (response.statusCode !== 200) {
        throw refusal(response.statusCode ?? 0, body);
      }
      return JSON.parse(body);
    },
  };
}

function send(
  url: string,
  settings: https.RequestOptions,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('http:') ? http : https;
    const sent = request(url, settings, resolve);
    sent.setTimeout(SILENCE_MS, () =>
      sent.destroy(new Error(`silent for ${SILENCE_MS / 1000} s`)),
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** With what the server says, which is a `Status` object unless a proxy answered in its place. */
function refusal(status: number, body: string): RefusedError {
  const otherwise = `the API server answered ${status}`;
  try {
    const { message } = JSON.parse(body);
    return new RefusedError(
      status,
      typeof message === 'string' ? message : otherwise,
    );
  } catch {
    return new RefusedError(status, otherwise);
  }
}
