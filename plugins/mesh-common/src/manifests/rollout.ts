import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { LabelSelector } from '../kubernetes/labelSelector';
import { ProfileCanary } from '../profile/Profile';
import { subsets } from './destinationRule';
import { headerMatch, HeaderMatch } from './headerMatch';
import { managedMetadata } from './managed';

type HeaderRouteMatch = { headerName: string; headerValue: HeaderMatch };

type RolloutStep =
  | { setWeight: number }
  | { setHeaderRoute: { name: string; match: HeaderRouteMatch[] } }
  | { pause: { duration?: string } };

/** The route that the controller adds and removes for requests that ask for the new version. */
export const headerRoute = 'canary-by-header';

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
        steps: RolloutStep[];
        trafficRouting?: {
          managedRoutes?: { name: string }[];
          istio: {
            virtualService?: { name: string; routes: string[] };
            virtualServices?: { name: string; routes: string[] }[];
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
    /** Each with the names of its routes. */
    virtualServices: { name: string; routes: string[] }[];
    destinationRule: string;
    analysisTemplate?: string;
  };
}): RolloutManifest {
  const { routing } = of;
  const match = of.canary.match && headerRouteMatch(of.canary.match);
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
          steps: of.canary.steps.flatMap(({ weight, pause }, index) => [
            { setWeight: weight },
            ...(index === 0 && match && routing
              ? [{ setHeaderRoute: { name: headerRoute, match: [match] } }]
              : []),
            // A pause without a duration waits for a person.
            { pause: pause === 'manual' ? {} : { duration: pause } },
          ]),
          ...(routing && {
            trafficRouting: {
              ...(match && { managedRoutes: [{ name: headerRoute }] }),
              istio: {
                ...(routing.virtualServices.length === 1
                  ? { virtualService: routing.virtualServices[0] }
                  : { virtualServices: routing.virtualServices }),
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

function headerRouteMatch(
  match: NonNullable<ProfileCanary['match']>,
): HeaderRouteMatch {
  const { name, value } = headerMatch(match);
  return { headerName: name, headerValue: value };
}
