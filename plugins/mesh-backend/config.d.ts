import { HumanDuration } from '@backstage/types';

export interface Config {
  mesh?: {
    /** The clusters to read. Only a `deliverer` ever changes anything in them. Paths are relative to the working directory of the backend. */
    clusters?: Array<{
      /** As the annotation `backstage.io/kubernetes-cluster` names it. */
      name: string;
      /**
       * `kubernetes`: behind a Kubernetes API. `snapshot`: a folder of YAML files. `demo`: a snapshot that follows the
       * branch of its GitOps repository, as if a controller applied it.
       */
      type: 'kubernetes' | 'snapshot' | 'demo';
      /** Of a `kubernetes` cluster: path of a kubeconfig; without it, the cluster that the backend runs in. */
      kubeconfig?: string;
      /** Of a `kubernetes` cluster: context of the kubeconfig; its current one when absent. */
      context?: string;
      /** Of a `kubernetes` cluster: the only namespaces to read, for those who may not read all. */
      namespaces?: string[];
      /** Of a `kubernetes` cluster: milliseconds that an answer waits for a cluster that has not answered yet. */
      waitMs?: number;
      /**
       * Of a `kubernetes` cluster: who promotes, aborts and retries in it, see `canary.actions`. Never the identity that
       * reads. What is left out is as with the reader. Without it, nothing is changed in this cluster.
       */
      deliverer?: {
        /** Path of a kubeconfig. */
        kubeconfig?: string;
        /** Context of the kubeconfig. */
        context?: string;
        /**
         * Bearer token, in place of the credentials of the kubeconfig or of the pod.
         * @visibility secret
         */
        token?: string;
      };
      /** Of a `snapshot` or `demo` cluster: the folder with its objects. */
      path?: string;
      /** Of a `demo` cluster: its bare repository, which is made when it is not there. */
      repository?: string;
      /** Of a `demo` cluster: branch of the repository. Default: main. */
      branch?: string;
      /** Of a `demo` cluster: folder with the files that the repository is made from. */
      seed?: string;
      /** How its mesh is set up; what is left out is as Istio's default profile installs it. */
      mesh?: {
        /** Where mesh-wide policies live: `rootNamespace` of the mesh config. Default: istio-system. */
        rootNamespace?: string;
        /** Default: cluster.local. */
        trustDomain?: string;
        trustDomainAliases?: string[];
        /**
         * Control planes whose injection webhooks exist. Default: those that a `kubernetes` cluster has; elsewhere one,
         * named default.
         */
        revisions?: string[];
        /** Revision tags, each with the revision it points at. */
        revisionTags?: { [tag: string]: string };
        enableNamespacesByDefault?: boolean;
        /** Whether sidecars use mutual TLS by themselves where the other side can. Default: true. */
        enableAutoMtls?: boolean;
        /** What becomes of calls to hosts that the mesh does not know: `outboundTrafficPolicy.mode` of the mesh config. */
        outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
      };
    }>;

    /** Where it is known from who calls whom. Without it, nothing is concluded from traffic. */
    metrics?: {
      /** `demo`: traffic of a file, as far as the demo cluster's mesh lets it through. */
      type: 'prometheus' | 'snapshot' | 'demo';
      /** Of a Prometheus, or what speaks its HTTP API. */
      url?: string;
      /**
       * Bearer token for it.
       * @visibility secret
       */
      token?: string;
      /** How far to look back, as Prometheus writes durations. Default: 30m. */
      window?: string;
      /** Default: 5000. */
      timeoutMs?: number;
      /** Clusters whose series it holds; all when absent. */
      clusters?: string[];
      /** Label that tells clusters apart, where it holds the series of several. */
      clusterLabel?: string;
      /** Of `snapshot` and `demo`: the file with the traffic. */
      path?: string;
    };

    /** Where the manifests of each cluster are kept. A cluster is changed by merged pull requests only. */
    gitops?: {
      targets?: Array<{
        /** Name of one of `mesh.clusters`. */
        cluster: string;
        /** Path of a local bare Git repository. */
        repository: string;
        /** Branch that the GitOps controller follows. Default: main. */
        branch?: string;
        /**
         * Folder of a target's manifests, relative to the root of the repository. Default:
         * `clusters/{cluster}/{namespace}/{workload}`.
         */
        path?: string;
      }>;
      /** Who records the commits. */
      committer?: {
        name: string;
        email: string;
      };
    };

    canary?: {
      /**
       * Where Argo Rollouts finds the metrics that its analysis judges, as seen from inside the cluster. Default: Istio's
       * Prometheus add-on.
       */
      prometheusAddress?: string;
      actions?: {
        /**
         * Whether owners of an entity may promote, abort and retry what Argo Rollouts delivers, in clusters that have a
         * `deliverer`. Default: false.
         */
        enabled?: boolean;
      };
      /** Approvals that Flagger asks for before it goes on. */
      gates?: {
        /**
         * Our API as Flagger reaches it from inside the clusters, such as `https://portal.example.org/api/mesh`. Default:
         * by `backend.baseUrl`.
         */
        baseUrl?: string;
        /** How long an approval holds. Default: 24 hours. */
        approvalHolds?: HumanDuration | string;
        /** Whether only owners of an entity may approve; otherwise the permission alone decides. Default: true. */
        ownersOnly?: boolean;
      };
    };

    requests?: {
      /** Whether only owners of an entity may submit requests for it, and with those who may approve ask for one to be taken back. Default: true. */
      ownersOnly?: boolean;
    };

    worker?: {
      /** How long to wait between two looks at the same pull request or gates. Default: 15 seconds. */
      pollInterval?: HumanDuration | string;
      /** How long one step may take before another replica takes over. Default: 2 minutes. */
      lease?: HumanDuration | string;
    };
  };
}
