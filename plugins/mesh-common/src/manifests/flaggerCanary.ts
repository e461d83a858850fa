import { GateType } from '../delivery/flagger/gateTypes';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileCanary, ProfileTraffic } from '../profile/Profile';
import { DestinationRule, trafficPolicy } from './destinationRule';
import { managedMetadata } from './managed';
import { routePolicy } from './virtualService';

/** `flagger.app/v1beta1` Canary, as far as we write it. */
export interface FlaggerCanaryManifest extends KubernetesObject {
  kind: 'Canary';
  spec: {
    provider: 'istio';
    targetRef: { apiVersion: 'apps/v1'; kind: 'Deployment'; name: string };
    revertOnDeletion: true;
    service: {
      name: string;
      port: number;
      targetPort?: number | string;
      portDiscovery: boolean;
      trafficPolicy?: DestinationRule['spec']['trafficPolicy'];
    };
    analysis: {
      interval: string;
      threshold: number;
      stepWeights: number[];
      metrics?: {
        name: string;
        templateRef?: { name: string };
        thresholdRange: { min?: number; max?: number };
        interval: string;
      }[];
      webhooks?: {
        name: string;
        type: GateType;
        url: string;
        timeout: string;
      }[];
    };
  };
}

/** Bad measurements in a row until Flagger goes back. */
const THRESHOLD = 2;

/**
 * A canary that Flagger runs. It writes the routes by itself, so timeouts, retries and limits are said here, and it gives
 * the pods back to the Deployment when the object is deleted.
 */
export function flaggerCanary(of: {
  name: string;
  namespace: string;
  service: { name: string; port: number; targetPort?: number | string };
  traffic?: ProfileTraffic;
  canary: ProfileCanary;
  /** Name of the MetricTemplate with the profile's own query. */
  metricTemplate?: string;
}): FlaggerCanaryManifest {
  const { steps, analysis = {}, gates } = of.canary;
  const { minSuccessRate, maxP99Ms, query } = analysis;
  const interval = withoutHours(steps[0].pause);
  const limits = trafficPolicy(of.traffic);
  const metrics = [
    ...(minSuccessRate === undefined
      ? []
      : [
          {
            name: 'request-success-rate',
            thresholdRange: { min: minSuccessRate },
            interval,
          },
        ]),
    ...(maxP99Ms === undefined
      ? []
      : [
          {
            name: 'request-duration',
            thresholdRange: { max: maxP99Ms },
            interval,
          },
        ]),
    ...(query && of.metricTemplate !== undefined
      ? [
          {
            name: query.name,
            templateRef: { name: of.metricTemplate },
            thresholdRange: {
              ...(query.min !== undefined && { min: query.min }),
              ...(query.max !== undefined && { max: query.max }),
            },
            interval,
          },
        ]
      : []),
  ];
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: managedMetadata(of),
    spec: {
      provider: 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: of.name },
      revertOnDeletion: true,
      service: {
        ...of.service,
        portDiscovery: true,
        ...routePolicy(of.traffic),
        ...(Object.keys(limits).length > 0 && { trafficPolicy: limits }),
      },
      analysis: {
        interval,
        threshold: THRESHOLD,
        stepWeights: steps.map(({ weight }) => weight),
        ...(metrics.length > 0 && { metrics }),
        ...(gates && {
          webhooks: gates.map(({ at, url }) => ({
            name: at,
            type: at,
            url,
            timeout: '5s',
          })),
        }),
      },
    },
  };
}

/** Flagger's schema knows minutes and seconds only. */
function withoutHours(duration: string): string {
  const hours = /^([0-9]+)h$/.exec(duration)?.[1];
  return hours === undefined ? duration : `${Number(hours) * 60}m`;
}
