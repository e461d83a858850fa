import { ChildProcess, spawn } from 'node:child_process';
import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { customResource } from './customResource';
import { freePorts } from './freePorts';
import { KubeApiServer } from './kubeApiServer';
import { rolloutResource } from './rollouts';

const executable = process.env.ONMESH_ROLLOUTS_CONTROLLER;

/** Whether there is a controller to test against; says loudly when there is none. */
export function hasRolloutsController(): boolean {
  if (!executable) {
    process.stderr.write(
      'Tests with the real Argo Rollouts controller are skipped: set ONMESH_ROLLOUTS_CONTROLLER to its executable, rollouts-controller.\n',
    );
  }
  return Boolean(executable);
}

interface ReplicaSetObject extends KubernetesObject {
  spec: { replicas: number };
  status?: { availableReplicas?: number };
}

/** Onmesh reads no such objects, but the controller does not start without the kind. */
const clusterAnalysisTemplate: KubernetesObject & { spec: object } = {
  ...customResource('AnalysisTemplate'),
  metadata: { name: 'clusteranalysistemplates.argoproj.io' },
  spec: {
    ...customResource('AnalysisTemplate').spec,
    scope: 'Cluster',
    names: {
      kind: 'ClusterAnalysisTemplate',
      plural: 'clusteranalysistemplates',
      singular: 'clusteranalysistemplate',
    },
  },
};

/** The real Argo Rollouts in one namespace. No pods are made: every ReplicaSet is said to have those that it wants. */
export class RolloutsController {
  readonly #child: ChildProcess;
  readonly #kubelet: NodeJS.Timeout;

  private constructor(child: ChildProcess, kubelet: NodeJS.Timeout) {
    this.#child = child;
    this.#kubelet = kubelet;
  }

  static async start(
    api: KubeApiServer,
    namespace: string,
  ): Promise<RolloutsController> {
    await api.apply(
      rolloutResource({ subresource: true }),
      clusterAnalysisTemplate,
      ...[
        'AnalysisRun',
        'AnalysisTemplate',
        'Experiment',
        'VirtualService',
        'DestinationRule',
      ].map(kind => customResource(kind)),
    );
    const [metrics, health] = await freePorts(2);
    const child = spawn(
      executable ?? '',
      [
        ...['--kubeconfig', await api.kubeconfig('admin'), '--context', 'test'],
        ...['--namespaced', '--namespace', namespace, '--leader-elect=false'],
        ...[`--metricsport=${metrics}`, `--healthzPort=${health}`],
        '--istio-api-version=v1',
      ],
      { stdio: 'ignore' },
    );
    const kubelet = setInterval(() => {
      makeReady(api, namespace).catch(() => {});
    }, 100);
    return new RolloutsController(child, kubelet);
  }

  async stop(): Promise<void> {
    clearInterval(this.#kubelet);
    if (this.#child.exitCode === null) {
      const ended = new Promise(resolve => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await ended;
    }
  }
}

async function makeReady(api: KubeApiServer, namespace: string): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${namespace}/replicasets`;
  const { items }: { items: ReplicaSetObject[] } = JSON.parse(
    await api.request('GET', path),
  );
  for (const { metadata, spec, status } of items) {
    const { replicas } = spec;
    if ((status?.availableReplicas ?? 0) !== replicas) {
      await api.request(
        'PATCH',
        `${path}/${metadata.name}/status?fieldManager=test&force=true`,
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          metadata: { name: metadata.name, namespace },
          status: {
            replicas,
            readyReplicas: replicas,
            availableReplicas: replicas,
            observedGeneration: metadata.generation,
          },
        },
      );
    }
  }
}
