import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { managedMetadata } from '../managed';
import { HelmChart } from './HelmChart';

/** `argoproj.io/v1alpha1` Application, as far as we write it. */
export interface ArgoCdApplication extends KubernetesObject {
  kind: 'Application';
  spec: {
    project: string;
    source: {
      repoURL: string;
      chart: string;
      targetRevision: string;
      helm: { releaseName: string; valuesObject: object };
    };
    destination: { server: string; namespace: string };
    syncPolicy: {
      automated: { prune: boolean; selfHeal: boolean };
      syncOptions: string[];
    };
    ignoreDifferences?: {
      group: string;
      kind: string;
      jqPathExpressions: string[];
    }[];
  };
}

const WEBHOOKS = [
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
];

/**
 * An Application of Argo CD for one chart.
 *
 * @param wave - its place in the order; an Application of Applications waits for those before
 */
export function argoCdApplication(
  release: HelmChart,
  wave: number,
): ArgoCdApplication {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: managedMetadata({
      name: release.name,
      namespace: 'argocd',
      annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
    }),
    spec: {
      project: 'default',
      source: {
        repoURL: release.repository,
        chart: release.chart,
        targetRevision: release.version,
        helm: { releaseName: release.name, valuesObject: release.values },
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: release.namespace,
      },
      syncPolicy: {
        // To prune a control plane by mistake would take the mesh down.
        automated: { prune: false, selfHeal: true },
        syncOptions: [
          'CreateNamespace=true',
          'ServerSideApply=true',
          'RespectIgnoreDifferences=true',
        ],
      },
      ...(release.hasWebhooks && {
        // The control plane writes these by itself.
        ignoreDifferences: WEBHOOKS.map(kind => ({
          group: 'admissionregistration.k8s.io',
          kind,
          jqPathExpressions: [
            '.webhooks[]?.clientConfig.caBundle',
            '.webhooks[]?.failurePolicy',
          ],
        })),
      }),
    },
  };
}
