import {
  Canary,
  gateAnswer,
  GateAnswer,
  GateType,
} from '@onmesh/plugin-mesh-common';
import { ClusterReader } from '@onmesh/plugin-mesh-node';
import { CanaryPlace, GateStore } from './GateStore';
import { revisionIn } from './revisionIn';

/** What Flagger sends to a webhook, as far as it matters here. */
export interface FlaggerQuestion {
  name: string;
  namespace: string;
  checksum: string;
}

/** Answers Flagger: a yes for exactly what was approved, and a no for everything else. */
export class FlaggerGates {
  constructor(
    private readonly options: {
      store: Pick<GateStore, 'asked' | 'holding'>;
      clusters: Pick<ClusterReader, 'view'>;
    },
  ) {}

  /** Whose token it is; undefined when nobody's. Only that is written down, and only for one that is known. */
  whose(tokenHash: string): Promise<CanaryPlace | undefined> {
    return this.options.store.asked(tokenHash);
  }

  async answer(
    { cluster, namespace, canary: name }: CanaryPlace,
    gate: GateType,
    asked: FlaggerQuestion,
  ): Promise<GateAnswer> {
    const { store, clusters } = this.options;
    const { view } = await clusters.view(cluster);
    const canary = view.get<Canary>('Canary', namespace, name);
    return gateAnswer({
      gate,
      canary: { namespace, name },
      asked,
      now: canary && revisionIn(view, canary),
      approvals: await store.holding({ cluster, namespace, canary: name }),
    });
  }
}
