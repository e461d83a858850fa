import { CelRule, count, has } from './CelRule';

/** At most one of some fields, as Istio writes it: each counts one when it is there. */
function atMostOne(...fields: readonly string[]): CelRule {
  const counted = fields.map(field => `(has(self.${field}) ? 1 : 0)`);
  return [`${counted.join(' + ')} <= 1`, self => count(self, ...fields) <= 1];
}

/** Which fields Istio takes together, and which it does not. */
export const istioUnionRules: readonly CelRule[] = [
  atMostOne('selector', 'targetRefs'),
  atMostOne('selector', 'targetRef', 'targetRefs'),
  atMostOne('workloadSelector', 'targetRefs'),
  atMostOne('workloadSelector', 'endpoints'),
  atMostOne('tlsCertificates', 'credentialNames'),
  atMostOne('credentialName', 'credentialNames'),
  atMostOne('credentialNames', 'tlsCertificates'),
  atMostOne('jwksUri', 'jwks_uri', 'jwks'),
  ['has(self.wasm) != has(self.lua)', self => count(self, 'wasm', 'lua') === 1],
  [
    '(has(self.valueFrom) ? self.valueFrom : "") != "HOST" || !has(self.value)',
    self => self.valueFrom !== 'HOST' || !has(self, 'value'),
  ],
  [
    'has(self.context) ? ((self.context == "WAYPOINT") ? has(self.waypoint) : !has(self.waypoint)) : !has(self.waypoint)',
    self => (self.context === 'WAYPOINT') === has(self, 'waypoint'),
  ],
  [
    '!((has(self.addresses) ? self.addresses : []).exists(k, k.contains("/")) && !((has(self.resolution) ? self.resolution : "NONE") in ["STATIC", "NONE"]))',
    ({ addresses = [], resolution = 'NONE' }) =>
      !addresses.some((address: string) => address.includes('/')) ||
      ['STATIC', 'NONE'].includes(resolution),
  ],
  [
    '((has(self.resolution) ? self.resolution : "NONE") == "NONE") ? !has(self.endpoints) : true',
    self => (self.resolution ?? 'NONE') !== 'NONE' || !has(self, 'endpoints'),
  ],
  [
    '((has(self.resolution) ? self.resolution : "") == "DNS_ROUND_ROBIN") ? ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true',
    ({ resolution, endpoints = [] }) =>
      resolution !== 'DNS_ROUND_ROBIN' || endpoints.length <= 1,
  ],
  [
    'has(self.address) || has(self.network)',
    self => count(self, 'address', 'network') > 0,
  ],
  [
    '(has(self.address) ? self.address : "").startsWith("unix://") ? !has(self.ports) : true',
    self => !(self.address ?? '').startsWith('unix://') || !has(self, 'ports'),
  ],
  [
    '(has(self.serviceAccounts) || has(self.notServiceAccounts)) ? (!has(self.principals) &&\n!has(self.notPrincipals) && !has(self.namespaces) && !has(self.notNamespaces)) : true',
    self =>
      count(self, 'serviceAccounts', 'notServiceAccounts') === 0 ||
      count(
        self,
        'principals',
        'notPrincipals',
        'namespaces',
        'notNamespaces',
      ) === 0,
  ],
  [
    'has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels)) ? self.selector.matchLabels : {}).size() > 0) : true',
    self =>
      !has(self, 'portLevelMtls') ||
      Object.keys(self.selector?.matchLabels ?? {}).length > 0,
  ],
  [
    '((has(self.operation) ? self.operation : "") == "UPSERT") ? (self.value != "") : true',
    // Without a value the expression fails, and so does the rule.
    self =>
      self.operation !== 'UPSERT' || (has(self, 'value') && self.value !== ''),
  ],
  [
    '((has(self.operation) ? self.operation : "") == "REMOVE") ? !has(self.value) : true',
    self => self.operation !== 'REMOVE' || !has(self, 'value'),
  ],
];
