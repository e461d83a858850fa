import { parse } from 'yaml';
import { parseIpBlock } from '../../istio/authorization/ipBlock';

/** What an annotation takes, in words and as a check. */
export interface AnnotationValue {
  what: string;
  isValid(value: string): boolean;
}

const isUnsigned = (text: string, bits: number) =>
  /^\d+$/.test(text) && Number(text) < 2 ** bits;
const isPortNumber = (text: string) => isUnsigned(text.trim(), 16);
/** Of what is separated by commas; nothing at all is a list without members. */
const all = (value: string, isMember: (member: string) => boolean) =>
  value === '' || value.split(',').every(isMember);

const oneOf = (...values: string[]): AnnotationValue => ({
  what: `one of ${values.join(', ')}`,
  isValid: value => values.includes(value),
});
const port: AnnotationValue = {
  what: 'the number of a port',
  isValid: isPortNumber,
};
const count: AnnotationValue = {
  what: 'a whole number that is not negative',
  isValid: value => isUnsigned(value, 32),
};
const boolean: AnnotationValue = {
  what: 'true or false',
  isValid: value =>
    /^(1|t|T|true|True|TRUE|0|f|F|false|False|FALSE)$/.test(value),
};
const ports: AnnotationValue = {
  what: 'numbers of ports, separated by commas',
  isValid: value => all(value.trim(), isPortNumber),
};
const ranges: AnnotationValue = {
  what: 'ranges such as 10.0.0.0/8, separated by commas',
  isValid: value =>
    all(value, one => one.includes('/') && parseIpBlock(one) !== undefined),
};
const orAll = ({ what, isValid }: AnnotationValue): AnnotationValue => ({
  what: `${what}, or *`,
  isValid: value => value === '*' || isValid(value),
});
const interfaces: AnnotationValue = {
  what: 'names of network interfaces, separated by commas',
  isValid: value =>
    all(value, one => /^[a-zA-Z][a-zA-Z0-9_.-]{0,14}$/.test(one.trim())),
};
const quantity: AnnotationValue = {
  what: 'a quantity such as 100m or 128Mi',
  isValid: value =>
    /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.test(value),
};
const proxyConfig: AnnotationValue = {
  what: 'a ProxyConfig in YAML',
  isValid: value => {
    try {
      const config: unknown = parse(value);
      return (
        config === null ||
        (typeof config === 'object' && !Array.isArray(config))
      );
    } catch {
      return false;
    }
  },
};

/**
 * The annotations whose values injection checks.
 *
 * Source: istio pkg/kube/inject/validate.go, `AnnotationValidation`.
 */
export const annotationValues: ReadonlyMap<string, AnnotationValue> = new Map([
  ['istio.io/reroute-virtual-interfaces', interfaces],
  ['prometheus.istio.io/merge-metrics', boolean],
  ['proxy.istio.io/config', proxyConfig],
  ['readiness.status.sidecar.istio.io/failureThreshold', count],
  ['readiness.status.sidecar.istio.io/initialDelaySeconds', count],
  ['readiness.status.sidecar.istio.io/periodSeconds', count],
  ['sidecar.istio.io/interceptionMode', oneOf('REDIRECT', 'TPROXY', 'NONE')],
  ['sidecar.istio.io/proxyCPU', quantity],
  ['sidecar.istio.io/proxyCPULimit', quantity],
  ['sidecar.istio.io/proxyMemory', quantity],
  ['sidecar.istio.io/proxyMemoryLimit', quantity],
  ['status.sidecar.istio.io/port', port],
  ['traffic.sidecar.istio.io/excludeInboundPorts', ports],
  ['traffic.sidecar.istio.io/excludeInterfaces', interfaces],
  ['traffic.sidecar.istio.io/excludeOutboundIPRanges', ranges],
  ['traffic.sidecar.istio.io/excludeOutboundPorts', ports],
  ['traffic.sidecar.istio.io/includeInboundPorts', orAll(ports)],
  ['traffic.sidecar.istio.io/includeOutboundIPRanges', orAll(ranges)],
  ['traffic.sidecar.istio.io/kubevirtInterfaces', interfaces],
]);
