import { durationSeconds } from '../../delivery/durationSeconds';
import { areUnique, CelRule, Self } from './CelRule';

const WEB_ADDRESS =
  /^https?:\/\/(?:[^\s/?#@]*@)?(?:\[[\da-f:.]*\]|[^\s/?#@:]*)(?::\d*)?(?:[/?#]\S*)?$/i;

/** What Istio takes as the value of a single field. */
export const istioFieldRules: readonly CelRule[] = [
  [
    'self.all(key, !key.contains("*"))',
    self => Object.keys(self).every(key => !key.includes('*')),
  ],
  [
    'self.all(key, key.size() != 0)',
    self => Object.keys(self).every(key => key !== ''),
  ],
  ['!self.contains("*")', self => !self.includes('*')],
  ['self.size() == 0', self => self.length === 0],
  ["duration(self) >= duration('1ms')", self => isMillisecondOrMore(self)],
  ['0 < self && self <= 65535', self => isPort(self)],
  [
    'self.startsWith("unix://") ? (self.substring(7, 8) == "/" || self.substring(7, 8) == "@") : true',
    self => !self.startsWith('unix://') || ['/', '@'].includes(self[7]),
  ],
  [
    'self.startsWith("unix://") ? !self.endsWith("/") : true',
    self => !self.startsWith('unix://') || !self.endsWith('/'),
  ],
  [
    'self.all(key, size(key) < 63 && key.matches("^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$"))',
    self =>
      Object.keys(self).every(key =>
        /^(?=.{1,62}$)[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/.test(key),
      ),
  ],
  ['self != "*"', self => self !== '*'],
  [
    'self.all(l1, self.exists_one(l2, l1.number == l2.number))',
    self => areUnique(self, port => port.number),
  ],
  [
    'self in ["", "HTTP", "HTTPS"]',
    self => ['', 'HTTP', 'HTTPS'].includes(self),
  ],
  [
    'self.all(key, 0 < int(key) && int(key) <= 65535)',
    self =>
      Object.keys(self).every(
        key => /^[+-]?\d+$/.test(key) && isPort(Number(key)),
      ),
  ],
  [
    'url(self).getScheme() in ["http", "https"]',
    self => WEB_ADDRESS.test(self),
  ],
  imageUrl('"", "http", "https", "file", "oci"'),
  imageUrl('"", "http", "https", "oci", "file"'),
];

function isMillisecondOrMore(text: string): boolean {
  // A bare number is a duration to Argo Rollouts, and none to CEL.
  return /[a-z]$/.test(text) && (durationSeconds(text) ?? 0) >= 0.001;
}

function isPort(number: number): boolean {
  return number > 0 && number <= 65535;
}

const IMAGE =
  /^(?:[\w.~!$&'()*+,;=<>"-]+(?::\d*)?)?(?:[/?](?:[^%\s]|%[0-9a-fA-F]{2})*)?$/;

/** The address of a module: without a scheme it is the name of an image. */
function imageUrl(schemes: string): CelRule {
  const list = `[${schemes}]`;
  const known = [...schemes.matchAll(/"(\w*)"/g)].map(([, name]) => name);
  return [
    `isURL(self) ? (url(self).getScheme() in ${list}) : (isURL("http://" + self) &&\nurl("http://" + self).getScheme() in ${list})`,
    (self: Self) => {
      const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(self)?.[1];
      return scheme === undefined
        ? IMAGE.test(self)
        : known.includes(scheme.toLowerCase());
    },
  ];
}
