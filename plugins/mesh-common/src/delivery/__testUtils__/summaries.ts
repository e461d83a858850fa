import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readVectors } from '../../__testUtils__/vectors';
import { KubernetesObject, Pod } from '../../kubernetes/KubernetesObject';
import { AnalysisRun } from '../AnalysisRun';
import { DeliveryInput } from '../deliveryStatus';
import { Experiment } from '../experiments';
import { ReplicaSet } from '../ReplicaSet';
import { Rollout } from '../Rollout';
import { AnalysisLine, ExperimentLine, ReplicaSetLine } from './printedLines';

/** What the command line of the controller prints of a rollout, and the objects that it prints it of. */
export interface Summary {
  id: string;
  objects: string;
  rollout: string;
  now?: string;
  overrides?: {
    file: string;
    remove?: string[][];
    set?: { path: string[]; value: unknown }[];
  }[];
  expect: {
    status: string;
    message: string;
    strategy: string;
    step?: string;
    setWeight?: number;
    actualWeight?: number;
    replicas: Record<
      'desired' | 'current' | 'updated' | 'ready' | 'available',
      number
    >;
    images: { image: string; roles: string[] }[];
    revisions: {
      revision: number;
      replicaSets?: (ReplicaSetLine & { roles: string[] })[];
      experiments?: ExperimentLine[];
      analysisRuns?: AnalysisLine[];
    }[];
  };
  portal?: { aborted?: boolean; why?: string; stepsCompleted?: number };
}

function without(object: unknown, path: readonly string[]): void {
  change(object, path, undefined);
}

function change(
  object: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
): void {
  if (typeof object !== 'object' || object === null || key === undefined) {
    return;
  }
  if (rest.length > 0) {
    change(Reflect.get(object, key), rest, value);
  } else if (value === undefined) {
    Reflect.deleteProperty(object, key);
  } else {
    Reflect.set(object, key, value);
  }
}

export function load(
  summary: Pick<Summary, 'objects' | 'rollout' | 'overrides'>,
): DeliveryInput & { rollout: Rollout } {
  const objects = objectsOf(summary);
  const ofKind = <T extends KubernetesObject>(kind: T['kind']) =>
    [...objects.values()].filter(
      (object): object is T => object?.kind === kind,
    );
  const rollout = objects.get(summary.rollout);
  if (rollout?.kind !== 'Rollout') {
    throw new Error(`${summary.rollout} is no Rollout`);
  }
  return {
    rollout: { ...rollout, kind: 'Rollout' },
    replicaSets: ofKind<ReplicaSet>('ReplicaSet'),
    pods: ofKind<Pod>('Pod'),
    analysisRuns: ofKind<AnalysisRun>('AnalysisRun'),
    experiments: ofKind<Experiment>('Experiment'),
    virtualServices: [],
  };
}

export function objectsOf(summary: Pick<Summary, 'objects' | 'overrides'>) {
  const folder = join('rollouts', summary.objects);
  const files = readdirSync(join(process.env.ONMESH_VECTORS ?? '', folder));
  return new Map(
    files.map(file => {
      const object = readVectors<KubernetesObject>(join(folder, file));
      for (const override of summary.overrides ?? []) {
        if (override.file === file) {
          override.remove?.forEach(path => without(object, path));
          override.set?.forEach(({ path, value }) =>
            change(object, path, value),
          );
        }
      }
      return [file, object] as const;
    }),
  );
}
