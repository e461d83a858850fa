import { areUnique, CelRule, has, Self } from './CelRule';

const HOSTNAME =
  /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEY =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

/** The text of a regular expression as CEL has it in a raw string. */
const raw = (pattern: RegExp) =>
  `r"""${pattern.source.replaceAll('\\/', '/')}"""`;

function uniqueAddresses(type: string, spaces: string): CelRule {
  return [
    `self.all(a1, a1.type == '${type}'${spaces}&& has(a1.value) ? self.exists_one(a2, a2.type == a1.type && has(a2.value) && a2.value == a1.value) : true )`,
    self =>
      areUnique(
        self.filter((a: Self) => a.type === type && has(a, 'value')),
        a => a.value,
      ),
  ];
}

/** For every listener of a Gateway. */
const listeners = (
  rule: string,
  holds: (listener: Self) => boolean,
): CelRule => [`self.all(l, ${rule})`, self => self.every(holds)];

/**
 * Rules of the Gateway of the Gateway API.
 *
 * Source: gateway-api config/crd/standard/gateway.networking.k8s.io_gateways.yaml.
 */
export const gatewayRules: readonly CelRule[] = [
  uniqueAddresses('IPAddress', ' '),
  uniqueAddresses('Hostname', '  '),
  [
    `self.type == 'Hostname' ? (!has(self.value) || self.value.matches(${raw(HOSTNAME)})): true`,
    self =>
      self.type !== 'Hostname' ||
      !has(self, 'value') ||
      HOSTNAME.test(self.value),
  ],
  [
    `self.type == 'Hostname' ? self.value.matches(${raw(HOSTNAME)}): true`,
    self => self.type !== 'Hostname' || HOSTNAME.test(self.value),
  ],
  [
    `self.all(key, key.matches(${raw(KEY)}))`,
    self => Object.keys(self).every(key => KEY.test(key)),
  ],
  [
    'self.all(key, key.split("/")[0].size() < 253)',
    self => Object.keys(self).every(key => key.split('/')[0].length < 253),
  ],
  listeners(
    "l.protocol in ['HTTP', 'TCP', 'UDP'] ? !has(l.tls) : true",
    l => !['HTTP', 'TCP', 'UDP'].includes(l.protocol) || !has(l, 'tls'),
  ),
  listeners(
    "(l.protocol == 'HTTPS' && has(l.tls)) ? (l.tls.mode == '' || l.tls.mode == 'Terminate') : true",
    l =>
      l.protocol !== 'HTTPS' ||
      !has(l, 'tls') ||
      ['', 'Terminate'].includes(l.tls.mode),
  ),
  listeners(
    "(l.protocol == 'TLS' ? has(l.tls) && has(l.tls.mode) && l.tls.mode != '' : true)",
    l => l.protocol !== 'TLS' || Boolean(l.tls?.mode),
  ),
  listeners(
    "l.protocol in ['TCP', 'UDP']  ? (!has(l.hostname) || l.hostname == '') : true",
    l => !['TCP', 'UDP'].includes(l.protocol) || !l.hostname,
  ),
  [
    'self.all(l1, self.exists_one(l2, l1.name == l2.name))',
    self => areUnique(self, l => l.name),
  ],
  [
    'self.all(l1, self.exists_one(l2, l1.port == l2.port && l1.protocol == l2.protocol && (has(l1.hostname) && has(l2.hostname) ? l1.hostname == l2.hostname : !has(l1.hostname) && !has(l2.hostname))))',
    self => areUnique(self, l => [l.port, l.protocol, l.hostname]),
  ],
  [
    "self.mode == 'Terminate' ? size(self.certificateRefs) > 0 || size(self.options) > 0 : true",
    ({ mode, certificateRefs = [], options = {} }) =>
      mode !== 'Terminate' ||
      certificateRefs.length > 0 ||
      Object.keys(options).length > 0,
  ],
  [
    'self.all(t1, self.exists_one(t2, t1.port == t2.port))',
    self => areUnique(self, t => t.port),
  ],
];
