import { Problem, errors } from '../Problem';

export interface ClientTls {
  mode?: string;
  credentialName?: string;
  clientCertificate?: string;
  privateKey?: string;
  caCertificates?: string;
  caCrl?: string;
  subjectAltNames?: string[];
  insecureSkipVerify?: boolean;
}

const CONFIG_MAP = 'configmap://';

/**
 * What Istio says of the TLS that clients begin.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateTLS`.
 */
export function clientTlsProblems(
  tls: ClientTls | undefined,
  path: string,
  namespace: string | undefined,
): Problem[] {
  if (tls === undefined) {
    return [];
  }
  const { mode, credentialName = '', caCertificates, subjectAltNames } = tls;
  const isSimple = mode === 'SIMPLE';
  const isMutual = mode === 'MUTUAL';
  const isRemote = (isSimple || isMutual) && credentialName !== '';
  return errors(
    [
      credentialName.startsWith(CONFIG_MAP) &&
        !isOwnConfigMap(credentialName, namespace),
      `${path}.credentialName`,
      'The ConfigMap must be in the namespace of the rule.',
    ],
    [
      tls.insecureSkipVerify === true &&
        (isSimple || isMutual) &&
        (Boolean(caCertificates) ||
          subjectAltNames !== undefined ||
          (isSimple && credentialName !== '')),
      path,
      'With insecureSkipVerify nothing is compared with certificates or names.',
    ],
    [
      isRemote &&
        Boolean(
          tls.clientCertificate ||
          caCertificates ||
          tls.privateKey ||
          tls.caCrl,
        ),
      path,
      'With credentialName no files can be named.',
    ],
    [
      isMutual && !isRemote && !tls.clientCertificate,
      `${path}.clientCertificate`,
      'MUTUAL needs a certificate of the client.',
    ],
    [
      isMutual && !isRemote && !tls.privateKey,
      `${path}.privateKey`,
      'MUTUAL needs a private key.',
    ],
  );
}

function isOwnConfigMap(name: string, namespace: string | undefined): boolean {
  const [place, map, ...rest] = name.slice(CONFIG_MAP.length).split('/');
  // Without a namespace of its own, the manifest goes where it is applied.
  return (
    Boolean(place && map) &&
    rest.length === 0 &&
    (namespace === undefined || namespace === place)
  );
}
