import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectKubernetes } from './connectKubernetes';
import { KubernetesSilence } from './KubernetesApi';

describe('connectKubernetes', () => {
  let folder: string;
  let server: Server;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  /** Connects to a server that answers with some text, if any, and then goes silent. */
  async function connect(text: string | undefined) {
    server = createServer((_, response) => {
      if (text !== undefined) {
        response.write(text);
      }
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    const kubeconfig = join(folder, 'config.json');
    await writeFile(
      kubeconfig,
      JSON.stringify({
        clusters: [
          {
            name: 'c',
            cluster: {
              server: `http://127.0.0.1:${port}`,
              'insecure-skip-tls-verify': true,
            },
          },
        ],
        users: [{ name: 'u', user: { token: 'secret' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    );
    return connectKubernetes({ kubeconfig, idleMs: 100 });
  }

  it.each([
    ['before it answers', undefined, []],
    ['in the middle of a watch', 'one\ntwo\nthr', ['one', 'two']],
  ])(
    'says that the server went silent %s',
    async (_, text, expected: string[]) => {
      const api = await connect(text);
      const heard: string[] = [];
      const signal = new AbortController().signal;
      const read = async () => {
        for await (const line of api.lines('/watch', {}, signal, () => {})) {
          heard.push(line);
        }
      };
      await expect(read()).rejects.toEqual(new KubernetesSilence(100));
      expect(heard).toEqual(expected);
    },
  );
});
