import { Check, Problem, errors, warnings } from '../Problem';

interface Certificate {
  serverCertificate?: string;
  privateKey?: string;
}

export interface ServerTls extends Certificate {
  mode?: string;
  httpsRedirect?: boolean;
  caCertificates?: string;
  caCrl?: string;
  credentialName?: string;
  credentialNames?: string[];
  tlsCertificates?: Certificate[];
  subjectAltNames?: string[];
  minProtocolVersion?: string;
  cipherSuites?: string[];
}

/** What a server presents, and where from. */
const MATERIAL = [
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'credentialName',
  'credentialNames',
] as const;

/**
 * What Istio says of the TLS that a gateway or a sidecar ends.
 *
 * Source: istio pkg/config/validation/validation.go, `validateTLSOptions`.
 */
export function serverTlsProblems(
  tls: ServerTls | undefined,
  path: string,
): Problem[] {
  if (tls === undefined) {
    return [];
  }
  // What is not said is the first mode of the protocol.
  const { mode = 'PASSTHROUGH' } = tls;
  return [
    ...cipherWarnings(tls, path),
    ...(mode === 'ISTIO_MUTUAL'
      ? errors(
          ...MATERIAL.map((field): Check => [
            isGiven(tls[field]),
            `${path}.${field}`,
            'ISTIO_MUTUAL takes the certificates of the mesh.',
          ]),
        )
      : materialProblems(tls, mode, path)),
  ];
}

function isGiven(value: string | readonly unknown[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

function materialProblems(
  tls: ServerTls,
  mode: string,
  path: string,
): Problem[] {
  const { tlsCertificates = [], caCrl } = tls;
  const isMutual = ['MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode);
  const ends = isMutual || mode === 'SIMPLE';
  const isRemote =
    ends && (isGiven(tls.credentialName) || isGiven(tls.credentialNames));
  const sources = [
    isGiven(tls.serverCertificate) && isGiven(tls.privateKey),
    isGiven(tls.credentialName),
    isGiven(tls.credentialNames),
    tlsCertificates.length > 0,
  ].filter(Boolean);
  const certificates = tlsCertificates.length > 0 ? tlsCertificates : [tls];
  const local = ends && !isRemote;
  return [
    ...warnings(
      [
        mode.endsWith('PASSTHROUGH') &&
          [...MATERIAL.map(field => tls[field]), caCrl].some(isGiven),
        path,
        `${mode} takes no certificates: they are ignored.`,
      ],
      [
        local && tlsCertificates.length > 2,
        `${path}.tlsCertificates`,
        'Two certificates are the most.',
      ],
    ),
    ...errors(
      [
        sources.length > 1,
        path,
        'Only one of credentialName, credentialNames, serverCertificate with privateKey, and tlsCertificates can be set.',
      ],
      [
        local && isMutual && !isGiven(tls.caCertificates),
        `${path}.caCertificates`,
        `${mode} needs the authorities of the clients.`,
      ],
      [
        local && certificates.some(one => !isGiven(one.serverCertificate)),
        `${path}.serverCertificate`,
        `${mode} needs a certificate of the server.`,
      ],
      [
        local && certificates.some(one => !isGiven(one.privateKey)),
        `${path}.privateKey`,
        `${mode} needs a private key.`,
      ],
      [
        !isRemote &&
          isGiven(caCrl) &&
          (mode === 'SIMPLE' || isGiven(tls.credentialName)),
        `${path}.caCrl`,
        'It goes with MUTUAL only, and with credentialName into the Secret.',
      ],
    ),
  ];
}

/** The suites of BoringSSL that gateways take. */
const SUITES =
  /^(ECDHE-(ECDSA|RSA)-(AES128-GCM-SHA256|AES256-GCM-SHA384|CHACHA20-POLY1305|AES128-SHA|AES256-SHA)|AES128-GCM-SHA256|AES256-GCM-SHA384|AES128-SHA|AES256-SHA|DES-CBC3-SHA|ALL)?$/;

function cipherWarnings(
  { minProtocolVersion = '', cipherSuites = [] }: ServerTls,
  path: string,
): Problem[] {
  // What begins with neither a letter nor a digit is an expression of several suites.
  const unknown = cipherSuites.filter(
    suite => /^[\p{L}\p{N}]/u.test(suite) && !SUITES.test(suite),
  );
  const known = cipherSuites.filter(suite => !unknown.includes(suite));
  return warnings(
    [
      ['TLSV1_0', 'TLSV1_1'].includes(minProtocolVersion) &&
        cipherSuites.length === 0,
      `${path}.minProtocolVersion`,
      'Below TLS 1.2, name the cipher suites: those by default are for later versions.',
    ],
    [
      unknown.length > 0,
      `${path}.cipherSuites`,
      `Unknown suites are ignored: ${unknown.join(', ')}.`,
    ],
    [
      new Set(known).size < known.length,
      `${path}.cipherSuites`,
      'A suite is there several times.',
    ],
  );
}
