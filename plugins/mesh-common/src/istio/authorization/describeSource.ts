import { AuthorizationSource } from './AuthorizationPolicy';
import { splitServiceAccount } from './sourceAttributes';
import { parsePrincipal } from './sourceIdentity';

/** Who a source of a rule names, as the subject of a sentence. */
export function describeSource(
  source: AuthorizationSource,
  policyNamespace: string,
): string {
  const serviceAccount = (value: string) =>
    `service account ${splitServiceAccount(value, policyNamespace).join('/')}`;
  const named = [
    either(source.principals, describePrincipal),
    either(source.serviceAccounts, serviceAccount),
    either(source.namespaces, value => `namespace ${value}`),
    either(source.trustDomains, value => `trust domain ${value}`),
    either(source.requestPrincipals, describeToken),
    either(source.ipBlocks, value => `address ${value}`),
    either(source.remoteIpBlocks, value => `client address ${value}`),
  ].filter(isText);
  const excepted = [
    either(source.notPrincipals, describePrincipal),
    either(source.notServiceAccounts, serviceAccount),
    either(source.notNamespaces, value => `namespace ${value}`),
    either(source.notTrustDomains, value => `trust domain ${value}`),
    either(source.notRequestPrincipals, describeToken),
    either(source.notIpBlocks, value => `address ${value}`),
    either(source.notRemoteIpBlocks, value => `client address ${value}`),
  ].filter(isText);

  const subject = named.length === 0 ? 'anyone' : named.join(' with ');
  const except =
    excepted.length === 0 ? '' : ` except ${excepted.join(' or ')}`;
  return `${subject}${except}${takesPlaintext(source) ? ' (plaintext callers included)' : ''}`;
}

// A caller without an identity is none of those that a rule excludes by identity. Few expect that.
function takesPlaintext(source: AuthorizationSource): boolean {
  const asks = (...fields: (string[] | undefined)[]) =>
    fields.some(field => field !== undefined && field.length > 0);
  const anyIdentityExcepted = source.notPrincipals?.includes('*') ?? false;
  return (
    !anyIdentityExcepted &&
    asks(
      source.notPrincipals,
      source.notServiceAccounts,
      source.notNamespaces,
      source.notTrustDomains,
    ) &&
    !asks(
      source.principals,
      source.serviceAccounts,
      source.namespaces,
      source.trustDomains,
    )
  );
}

function describePrincipal(value: string): string {
  if (value === '*') {
    return 'anyone with a mesh identity';
  }
  const parsed = parsePrincipal(value);
  if (parsed === undefined || value.includes('*')) {
    return `identity ${value}`;
  }
  const { trustDomain, namespace, serviceAccount } = parsed;
  const account = `service account ${namespace}/${serviceAccount}`;
  return trustDomain === 'cluster.local'
    ? account
    : `${account} of trust domain ${trustDomain}`;
}

function describeToken(value: string): string {
  return value === '*' ? 'a valid token' : `a token of ${value}`;
}

function either(
  values: readonly string[] | undefined,
  describe: (value: string) => string,
): string | undefined {
  return values === undefined || values.length === 0
    ? undefined
    : values.map(describe).join(' or ');
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
