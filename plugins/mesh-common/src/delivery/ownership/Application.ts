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
    syncPolicy?: {
      syncOptions?: string[];
      /** There, unless `enabled` says otherwise, it applies Git's state by itself. */
      automated?: { enabled?: boolean; selfHeal?: boolean } | null;
    };
  };
}

/**
 * Whether an Application applies what changes in Git by itself; otherwise a person does.
 *
 * Source: argo-cd pkg/apis/application/v1alpha1/types.go, `IsAutomatedSyncEnabled`.
 */
export function syncsByItself({ spec }: Application): boolean {
  const { automated } = spec?.syncPolicy ?? {};
  return Boolean(automated) && automated?.enabled !== false;
}
