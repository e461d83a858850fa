import { Canary } from './Canary';

/** The objects that Flagger makes and uses for a canary, by their names. */
export interface CanaryNames {
  /** What callers call: Service, and the route of the same name. */
  apex: string;
  primaryService: string;
  canaryService: string;
  /** What the team deploys; the new version. */
  canaryWorkload: string;
  /** The copy that serves; for a canary of a Service it is one of the two Services. */
  primaryWorkload: string;
}

/**
 * Names by Flagger's rules.
 *
 * Source: flagger pkg/apis/flagger/v1beta1/canary.go, `GetServiceNames`; pkg/canary/deployment_controller.go.
 */
export function canaryNames({ spec }: Canary): CanaryNames {
  const target = spec?.targetRef?.name ?? '';
  const apex = spec?.service?.name || target;
  return {
    apex,
    primaryService: `${apex}-primary`,
    canaryService: `${apex}-canary`,
    canaryWorkload: target,
    primaryWorkload: `${target}-primary`,
  };
}
