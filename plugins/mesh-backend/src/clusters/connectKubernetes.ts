import { KubernetesApi } from './KubernetesApi';
import { KubernetesConnection, openKubernetes, textOf } from './openKubernetes';

/** A connection that only reads. The credentials are read, and no request is sent yet. */
export async function connectKubernetes(
  connection: KubernetesConnection,
): Promise<KubernetesApi> {
  const send = await openKubernetes(connection);
  return {
    async get(path, query, signal) {
      return JSON.parse(
        await textOf(await send({ method: 'GET', path, query, signal })),
      );
    },
    async *lines(path, query, signal, onOpen) {
      let rest = '';
      const response = await send({ method: 'GET', path, query, signal });
      onOpen();
      for await (const chunk of response.setEncoding('utf8')) {
        const lines = `${rest}${chunk}`.split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    },
  };
}
