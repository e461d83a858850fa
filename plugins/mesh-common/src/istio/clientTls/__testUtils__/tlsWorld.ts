import {
  KubernetesObject,
  Pod,
  Service,
} from '../../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../../kubernetes/labelSelector';
import { PeerAuthentication } from '../../PeerAuthentication';
import { HostDestinationRule } from '../../routing/DestinationRule';
import { destinationRuleIndex } from '../../routing/destinationRuleIndex';
import { serviceHost } from '../../routing/hostNames';
import {
  TlsCaller,
  TlsDestination,
  TlsEndpoint,
  TlsMesh,
  WorkloadProxy,
} from '../TlsQuestion';

interface ServiceEntry extends KubernetesObject {
  kind: 'ServiceEntry';
  spec: { hosts: string[]; location?: string };
}

/** The objects of one conformance case, as the questions of this folder want them. */
export class TlsWorld {
  readonly mesh: TlsMesh;

  constructor(
    private readonly objects: readonly KubernetesObject[],
    settings: { rootNamespace: string; enableAutoMtls?: boolean },
  ) {
    this.mesh = {
      ...settings,
      destinationRules: destinationRuleIndex(
        objects.filter(
          (o): o is HostDestinationRule => o.kind === 'DestinationRule',
        ),
        settings,
      ),
      peerAuthenticationsIn: namespace =>
        objects.filter(
          (o): o is PeerAuthentication =>
            o.kind === 'PeerAuthentication' &&
            o.metadata.namespace === namespace,
        ),
    };
  }

  caller(namespace: string, name: string): TlsCaller {
    const pod = this.pods(namespace).find(p => p.metadata.name === name);
    if (pod === undefined) {
      throw new Error(`There is no pod ${namespace}/${name} in this case`);
    }
    return { proxy: proxyOf(pod), namespace, labels: pod.metadata.labels };
  }

  destination(to: {
    service?: { namespace: string; name: string };
    host?: string;
    port: number;
    subset?: string;
  }): TlsDestination {
    const { service: ref, host, port, subset } = to;
    const entry = this.objects.find(
      (o): o is ServiceEntry =>
        isServiceEntry(o) && o.spec.hosts.includes(host ?? ''),
    );
    if (entry) {
      return {
        hostname: host ?? '',
        namespace: entry.metadata.namespace ?? '',
        port,
        external: entry.spec.location === 'MESH_EXTERNAL',
        endpoints: [],
      };
    }
    if (ref === undefined) {
      throw new Error('The case names neither a service nor a known host');
    }
    const service = this.service(ref);
    return {
      hostname: serviceHost(ref),
      namespace: ref.namespace,
      port,
      ...(subset && { subset }),
      headless: service.spec?.clusterIP === 'None',
      endpoints: this.endpoints(ref, port),
    };
  }

  endpoints(
    ref: { namespace: string; name: string },
    port: number,
    subsetLabels?: Record<string, string>,
  ): TlsEndpoint[] {
    const { spec } = this.service(ref);
    const target = spec?.ports?.find(p => p.port === port)?.targetPort ?? port;
    return this.pods(ref.namespace)
      .filter(({ metadata: { labels } }) =>
        [spec?.selector, subsetLabels].every(matchLabels =>
          matchesLabels({ matchLabels }, labels),
        ),
      )
      .map(pod => ({
        proxy: proxyOf(pod),
        namespace: ref.namespace,
        labels: pod.metadata.labels,
        port: Number(target),
      }));
  }

  service(ref: { namespace: string; name: string }) {
    const found = this.objects.find(
      (o): o is Service & { spec?: { clusterIP?: string } } =>
        o.kind === 'Service' &&
        o.metadata.namespace === ref.namespace &&
        o.metadata.name === ref.name,
    );
    if (found === undefined) {
      throw new Error(`There is no Service ${ref.namespace}/${ref.name}`);
    }
    return found;
  }

  pods(namespace: string): Pod[] {
    return this.objects.filter(
      (o): o is Pod => o.kind === 'Pod' && o.metadata.namespace === namespace,
    );
  }
}

function isServiceEntry(object: KubernetesObject): object is ServiceEntry {
  return object.kind === 'ServiceEntry';
}

function proxyOf({ metadata: { annotations } }: Pod): WorkloadProxy {
  if (annotations?.['sidecar.istio.io/status'] !== undefined) {
    return 'sidecar';
  }
  return annotations?.['ambient.istio.io/redirection'] === 'enabled'
    ? 'ambient'
    : 'none';
}
