import { ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kinds, KubernetesObject } from '@onmesh/plugin-mesh-common';
import { freePorts } from './freePorts';
import { waitFor } from './waitFor';

const assets = process.env.KUBEBUILDER_ASSETS;

/** Whether there is an API server to test against; says loudly when there is none. */
export function hasKubernetes(): boolean {
  if (!assets) {
    process.stderr.write(
      'Tests on a real API server are skipped: set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver, as setup-envtest fetches them.\n',
    );
  }
  return Boolean(assets);
}

/** A Kubernetes API without controllers, on loopback, in a folder of its own. */
export class KubeApiServer {
  readonly #folder: string;
  readonly #bin: string;
  readonly #ports: { api: number; etcd: number; peer: number };
  readonly #processes = new Map<string, ChildProcess>();

  private constructor(
    folder: string,
    bin: string,
    ports: { api: number; etcd: number; peer: number },
  ) {
    this.#folder = folder;
    this.#bin = bin;
    this.#ports = ports;
  }

  static async start(): Promise<KubeApiServer> {
    const folder = await mkdtemp(join(tmpdir(), 'kube-'));
    await mkdir(join(folder, 'pki'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(
      join(folder, 'pki/sa.key'),
      privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
    await writeFile(
      join(folder, 'pki/tokens.csv'),
      'admin,admin,admin,system:masters\nviewer,viewer,viewer\ndeliverer,deliverer,deliverer\n',
    );
    const [api, etcd, peer] = await freePorts(3);
    const server = new KubeApiServer(folder, assets ?? '', { api, etcd, peer });
    try {
      server.#spawnEtcd();
      await server.startApi();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async startApi(): Promise<void> {
    const { api, etcd } = this.#ports;
    const pki = join(this.#folder, 'pki');
    this.#spawn('kube-apiserver', {
      'etcd-servers': `http://127.0.0.1:${etcd}`,
      'bind-address': '127.0.0.1',
      'secure-port': api,
      'cert-dir': pki,
      'token-auth-file': join(pki, 'tokens.csv'),
      'authorization-mode': 'RBAC',
      'service-cluster-ip-range': '10.96.0.0/16',
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': join(pki, 'sa.key'),
      'service-account-signing-key-file': join(pki, 'sa.key'),
      'endpoint-reconciler-type': 'none',
      'disable-admission-plugins': 'ServiceAccount,TaintNodesByCondition',
    });
    await waitFor(() => this.request('GET', '/readyz'), 60_000);
  }

  stopApi(): Promise<void> {
    return this.#kill('kube-apiserver');
  }

  async stop(): Promise<void> {
    await this.stopApi();
    await this.#kill('etcd');
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Writes a kubeconfig of a user whose token is their name. */
  async kubeconfig(user: 'admin' | 'viewer' | 'deliverer'): Promise<string> {
    const file = join(this.#folder, `${user}.json`);
    const server = `https://127.0.0.1:${this.#ports.api}`;
    const ca = await readFile(join(this.#folder, 'pki/apiserver.crt'));
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'nowhere',
      clusters: [
        {
          name: 'test',
          cluster: {
            server,
            'certificate-authority-data': ca.toString('base64'),
          },
        },
      ],
      users: [{ name: user, user: { token: user } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user } }],
    };
    await writeFile(file, JSON.stringify(config), { mode: 0o600 });
    return file;
  }

  /** Creates an object or changes it, as `kubectl apply --server-side` does. */
  async apply<T extends KubernetesObject[]>(...objects: T): Promise<void> {
    for (const object of objects) {
      await this.request(
        'PATCH',
        `${pathOf(object)}?fieldManager=test&force=true`,
        object,
      );
    }
  }

  async delete(object: KubernetesObject): Promise<void> {
    await this.request('DELETE', `${pathOf(object)}?gracePeriodSeconds=0`);
  }

  request(method: string, path: string, body?: unknown): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.#ports.api,
          path,
          method,
          headers: {
            authorization: 'Bearer admin',
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/apply-patch+yaml' }),
          },
          rejectUnauthorized: false,
          timeout: 10_000,
        },
        async response => {
          let text = '';
          for await (const chunk of response.setEncoding('utf8')) {
            text += chunk;
          }
          if ((response.statusCode ?? 500) < 300) {
            resolve(text);
          } else {
            reject(new Error(`${method} ${path}: ${text}`));
          }
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  #spawnEtcd(): void {
    const { etcd, peer } = this.#ports;
    const client = `http://127.0.0.1:${etcd}`;
    const peers = `http://127.0.0.1:${peer}`;
    this.#spawn('etcd', {
      'data-dir': join(this.#folder, 'etcd'),
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peers,
      'initial-advertise-peer-urls': peers,
      'initial-cluster': `default=${peers}`,
      'unsafe-no-fsync': true,
      'log-level': 'error',
    });
  }

  #spawn(name: string, flags: Record<string, string | number | boolean>): void {
    const child = spawn(
      join(this.#bin, name),
      Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
      { stdio: 'ignore', cwd: this.#folder },
    );
    this.#processes.set(name, child);
  }

  async #kill(name: string): Promise<void> {
    const child = this.#processes.get(name);
    this.#processes.delete(name);
    if (child && child.exitCode === null) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
  }
}

const otherPlurals: Record<string, string> = {
  CustomResourceDefinition: 'customresourcedefinitions',
  ConfigMap: 'configmaps',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
  RoleBinding: 'rolebindings',
};

function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const plural = kinds.find(k => k.kind === kind)?.plural ?? otherPlurals[kind];
  return [
    apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
    ...(metadata.namespace ? [`namespaces/${metadata.namespace}`] : []),
    plural,
    metadata.name,
  ].join('/');
}
