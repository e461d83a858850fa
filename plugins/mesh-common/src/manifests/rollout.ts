import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { LabelSelector } from '../kubernetes/labelSelector';
import { ProfileCanary } from '../profile/Profile';
import { subsets } from './destinationRule';
import { managedMetadata } from './managed';

/** `argoproj.io/v1alpha1` Rollout, as far as we write it. */
export interface RolloutManifest extends KubernetesObject {
  kind: 'Rollout';
  spec: {
    replicas: number;
    selector: LabelSelector;
    workloadRef: {
      apiVersion: string;
      kind: 'Deployment';
      name: string;
      scaleDown: 'never';
    };
    strategy: {
      canary: {
        steps: ({ setWeight: number } | { pause: { duration?: string } })[];
        trafficRouting?: {
          istio: {
            virtualService: { name: string; routes: string[] };
            destinationRule: {
              name: string;
              canarySubsetName: string;
              stableSubsetName: string;
            };
          };
        };
        analysis?: {
          startingStep: number;
          templates: { templateName: string }[];
          args: {
            name: string;
            valueFrom: { podTemplateHashValue: 'Latest' };
          }[];
        };
      };
    };
  };
}

/**
 * A Rollout that runs the pods of an existing Deployment. The Deployment is scaled down in Git and not by the
 * controller (`scaleDown: never`), because a GitOps controller would undo what only the cluster says.
 */
export function rollout(of: {
  name: string;
  namespace: string;
  replicas: number;
  selector: LabelSelector;
  canary: ProfileCanary;
  /** Absent while the Rollout only runs pods and every version gets traffic by their number. */
  routing?: {
    virtualService: string;
    routes: string[];
    destinationRule: string;
    analysisTemplate?: string;
  };
}): RolloutManifest {
  const { routing } = of;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: managedMetadata(of),
    spec: {
      replicas: of.replicas,
      selector: of.selector,
      workloadRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: of.name,
        scaleDown: 'never',
      },
      strategy: {
        canary: {
          steps: of.canary.steps.flatMap(({ weight, pause }) => [
            { setWeight: weight },
            // A pause without a duration waits for a person.
            { pause: pause === 'manual' ? {} : { duration: pause } },
          ]),
          ...(routing && {
            trafficRouting: {
              istio: {
                virtualService: {
                  name: routing.virtualService,
                  routes: routing.routes,
                },
                destinationRule: {
                  name: routing.destinationRule,
                  canarySubsetName: subsets.canary,
                  stableSubsetName: subsets.stable,
                },
              },
            },
          }),
          ...(routing?.analysisTemplate !== undefined && {
            analysis: {
              // Before the first step no request reaches the canary, so there is nothing to measure.
              startingStep: 1,
              templates: [{ templateName: routing.analysisTemplate }],
              args: [
                {
                  name: 'canary-hash',
                  valueFrom: { podTemplateHashValue: 'Latest' as const },
                },
              ],
            },
          }),
        },
      },
    },
  };
}
