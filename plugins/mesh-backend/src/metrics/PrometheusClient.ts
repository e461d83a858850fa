import { isError } from '@backstage/errors';
import { Sample } from '@onmesh/plugin-mesh-common';
import { MetricsError } from '@onmesh/plugin-mesh-node';
import { z } from 'zod';

export interface PrometheusOptions {
  /** Address of the server, with a path prefix where there is one. */
  url: string;
  /** Bearer token. */
  token?: string;
  timeoutMs: number;
}

const answerSchema = z.object({
  data: z.object({
    resultType: z.literal('vector'),
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});
const errorSchema = z.object({ errorType: z.string(), error: z.string() });

/** Asks the HTTP API that Prometheus, Thanos, Mimir and VictoriaMetrics share. */
export class PrometheusClient {
  readonly #options: PrometheusOptions;

  constructor(options: PrometheusOptions) {
    this.#options = options;
  }

  /** @throws MetricsError */
  async query(expression: string): Promise<Sample[]> {
    const { url, token, timeoutMs } = this.#options;
    const address = new URL(`${url.replace(/\/+$/, '')}/api/v1/query`);
    address.searchParams.set('query', expression);
    address.searchParams.set('timeout', `${timeoutMs}ms`);
    let status: number;
    let body: unknown;
    try {
      const response = await fetch(address, {
        headers: {
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      body = parseJson(await response.text());
    } catch (error) {
      throw this.#failure(error);
    }
    if (status !== 200) {
      throw this.#refusal(status, body);
    }
    const answer = answerSchema.safeParse(body);
    if (!answer.success) {
      throw new MetricsError(
        'invalid',
        `${this.#name()} did not answer like Prometheus; check the address in mesh.metrics.url`,
      );
    }
    return answer.data.data.result.map(({ metric, value }) => ({
      labels: metric,
      value: Number(value[1]),
    }));
  }

  #failure(error: unknown): MetricsError {
    if (isError(error) && error.name === 'TimeoutError') {
      return new MetricsError(
        'timeout',
        `${this.#name()} did not answer within ${this.#options.timeoutMs} ms`,
      );
    }
    // What went wrong on the network is in the code of the cause; the message of fetch itself is always the same.
    const cause = isError(error) ? error.cause : undefined;
    const why = isError(cause) && 'code' in cause ? `: ${cause.code}` : '';
    return new MetricsError(
      'unreachable',
      `${this.#name()} cannot be reached${why}`,
    );
  }

  #refusal(status: number, body: unknown): MetricsError {
    if (status === 401 || status === 403) {
      return new MetricsError(
        'denied',
        `${this.#name()} refused with ${status}; check mesh.metrics.token`,
      );
    }
    const said = errorSchema.safeParse(body);
    if (said.data?.errorType === 'timeout') {
      return new MetricsError(
        'timeout',
        `${this.#name()}: the query took too long`,
      );
    }
    if (said.success) {
      return new MetricsError('invalid', `${this.#name()}: ${said.data.error}`);
    }
    return status >= 500
      ? new MetricsError('unreachable', `${this.#name()} answered ${status}`)
      : new MetricsError(
          'invalid',
          `${this.#name()} answered ${status}; check the address in mesh.metrics.url`,
        );
  }

  // Without user and password, which some people write into addresses.
  #name(): string {
    return `Prometheus at ${new URL(this.#options.url).host}`;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
