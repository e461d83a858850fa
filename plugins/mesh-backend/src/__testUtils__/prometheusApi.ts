import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

export interface Vector {
  metric: Record<string, string>;
  value: number | string;
}

/** A server on loopback that speaks the query API of Prometheus and answers with what a test put in. */
export interface PrometheusApi {
  url: string;
  /** Every query expression that was asked, and the Authorization header that came with it. */
  asked: { expression: string; authorization: string | undefined }[];
  close(): Promise<void>;
}

/** @param answer the elements of an instant vector, or a function that answers in its own way */
export async function startPrometheusApi(
  answer: (
    expression: string,
    response: ServerResponse,
    request: IncomingMessage,
  ) => Vector[] | undefined,
): Promise<PrometheusApi> {
  const asked: PrometheusApi['asked'] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      'http://localhost',
    );
    if (pathname !== '/prefix/api/v1/query') {
      response.writeHead(404).end('404 page not found');
      return;
    }
    const expression = searchParams.get('query') ?? '';
    asked.push({ expression, authorization: request.headers.authorization });
    const vector = answer(expression, response, request);
    if (vector) {
      const result = vector.map(({ metric, value }) => ({
        metric,
        value: [1_700_000_000.123, String(value)],
      }));
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          status: 'success',
          data: { resultType: 'vector', result },
        }),
      );
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/prefix/`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
