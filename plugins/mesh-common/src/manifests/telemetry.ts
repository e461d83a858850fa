import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileTracing } from '../profile/Profile';
import { managedMetadata } from './managed';
import { PolicyAttachment } from './policyAttachment';

/** `telemetry.istio.io/v1` Telemetry, as far as we write it. */
export interface TelemetryManifest extends KubernetesObject {
  kind: 'Telemetry';
  spec: PolicyAttachment & {
    tracing: {
      providers?: { name: string }[];
      randomSamplingPercentage: number;
    }[];
  };
}

/** Which share of requests is traced. */
export function telemetry(of: {
  name: string;
  namespace: string;
  attachment: PolicyAttachment;
  tracing: ProfileTracing;
}): TelemetryManifest {
  const { samplingPercent, provider } = of.tracing;
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: managedMetadata(of),
    spec: {
      ...of.attachment,
      tracing: [
        {
          ...(provider !== undefined && { providers: [{ name: provider }] }),
          randomSamplingPercentage: samplingPercent,
        },
      ],
    },
  };
}
