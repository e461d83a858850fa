import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { managedMetadata } from './managed';

/** `flagger.app/v1beta1` MetricTemplate, as far as we write it. */
export interface MetricTemplateManifest extends KubernetesObject {
  kind: 'MetricTemplate';
  spec: { provider: { type: 'prometheus'; address: string }; query: string };
}

/** A query of the profile for Flagger. */
export function metricTemplate(of: {
  name: string;
  namespace: string;
  prometheusAddress: string;
  query: string;
}): MetricTemplateManifest {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: managedMetadata(of),
    spec: {
      provider: { type: 'prometheus', address: of.prometheusAddress },
      query: of.query,
    },
  };
}
