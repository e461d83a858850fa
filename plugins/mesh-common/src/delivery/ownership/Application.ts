import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/**
 * An Application of Argo CD, as far as it says which differences are left alone.
 *
 * Source: argo-cd pkg/apis/application/v1alpha1/types.go.
 */
export interface Application extends KubernetesObject {
  kind: 'Application';
  spec?: {
    ignoreDifferences?: {
      group?: string;
      /** `*` is every kind. */
      kind?: string;
      name?: string;
      namespace?: string;
      jsonPointers?: string[];
      jqPathExpressions?: string[];
      managedFieldsManagers?: string[];
    }[];
    syncPolicy?: { syncOptions?: string[] };
  };
}
