import { readVectors } from '../../__testUtils__/vectors';
import { PeerAuthentication } from '../PeerAuthentication';
import { PolicyProblem } from './PolicyProblem';
import { RequestAuthentication } from './RequestAuthentication';
import { parseJwksUri } from './jwksUri';
import { peerAuthenticationProblems } from './peerAuthenticationProblems';
import { requestAuthenticationProblems } from './requestAuthenticationProblems';

const requestAuthentication = (
  spec: RequestAuthentication['spec'],
  metadata: Partial<RequestAuthentication['metadata']> = {},
): RequestAuthentication => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'RequestAuthentication',
  metadata: { name: 'tokens', namespace: 'shop', ...metadata },
  spec,
});

const peerAuthentication = (
  spec: PeerAuthentication['spec'],
  metadata: Partial<PeerAuthentication['metadata']> = {},
): PeerAuthentication => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace: 'shop', ...metadata },
  spec,
});

describe('what is wrong with a RequestAuthentication', () => {
  const withKeys = (jwks: string) =>
    requestAuthenticationProblems(
      requestAuthentication({ jwtRules: [{ issuer: 'a', jwks }] }),
    ).map(({ severity, field }) => `${severity} ${field}`);

  it('names the field and says what is wrong with it', () => {
    const policy = requestAuthentication({
      jwtRules: [{ issuer: 'https://id.example', jwksUri: 'id.example/keys' }],
    });

    expect(requestAuthenticationProblems(policy)).toEqual([
      {
        severity: 'error',
        field: 'spec.jwtRules[0].jwksUri',
        message: '"id.example/keys" is no http or https address.',
      },
    ]);
  });

  it.each([
    ['no keys at all', '{"keys": []}', []],
    ['one key outside a set', '{"kty": "RSA", "n": "x", "e": "AQAB"}', []],
    ['a list', '[]', ['error spec.jwtRules[0].jwks']],
    [
      'a key without its numbers',
      '{"keys": [{"kty": "RSA"}]}',
      ['error spec.jwtRules[0].jwks'],
    ],
    [
      'a key of an unknown type',
      '{"keys": [{"kty": "PQ"}]}',
      ['error spec.jwtRules[0].jwks'],
    ],
    [
      'a private key',
      '{"keys": [{"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "d": "d"}]}',
      ['warning spec.jwtRules[0].jwks'],
    ],
    [
      'a shared secret',
      '{"keys": [{"kty": "oct", "k": "k"}]}',
      ['warning spec.jwtRules[0].jwks'],
    ],
  ])('reads keys: %s', (_, jwks, expected) => {
    expect(withKeys(jwks)).toEqual(expected);
  });

  it.each([
    ['5s', true],
    ['1h30m', true],
    ['1ms', true],
    ['1.5ms', false],
    ['0s', false],
    ['5', false],
    ['-5s', false],
  ])('takes the timeout %s: %s', (timeout, valid) => {
    const problems = requestAuthenticationProblems(
      requestAuthentication({ jwtRules: [{ issuer: 'a', timeout }] }),
    );

    expect(problems.length === 0).toBe(valid);
  });
});

describe('what is wrong with a PeerAuthentication', () => {
  it('names the port and says what is wrong with it', () => {
    const policy = peerAuthentication({
      selector: { matchLabels: { app: 'orders' } },
      portLevelMtls: { '70000': { mode: 'STRICT' } },
    });

    expect(peerAuthenticationProblems(policy)).toEqual([
      {
        severity: 'error',
        field: 'spec.portLevelMtls[70000]',
        message: '"70000" is no port of 1 to 65535.',
      },
    ]);
  });
});

interface Case<T> {
  name: string;
  metadata: T extends { metadata: infer M } ? M : never;
  spec: T extends { spec?: infer S } ? S : never;
  expect: { valid: boolean; warning: boolean };
}

interface Vectors {
  requestAuthentication: { cases: Case<RequestAuthentication>[] };
  peerAuthentication: { cases: Case<PeerAuthentication>[] };
  crdSchema: {
    cases: {
      name: string;
      resource: PeerAuthentication | RequestAuthentication;
      expect: { valid: boolean };
    }[];
  };
  fields: {
    jwksUris: {
      cases: {
        in: string;
        valid: boolean;
        expect?: {
          hostname: string;
          scheme: string;
          port: number;
          useSSL: boolean;
        };
      }[];
    };
  };
}

const vectors = readVectors<Vectors>('istio/authorization/validity.yaml');
const named = <T extends { name: string }>(cases: T[] | undefined) =>
  (cases ?? []).map(entry => [entry.name, entry] as const);
const verdict = (problems: PolicyProblem[]) => ({
  valid: !problems.some(({ severity }) => severity === 'error'),
  warning: problems.some(({ severity }) => severity === 'warning'),
});

(vectors ? describe : describe.skip)('conformance: authentication', () => {
  const documents = (kind: string) =>
    named(
      vectors?.crdSchema.cases.filter(({ resource }) => resource.kind === kind),
    );
  const uris = vectors?.fields.jwksUris.cases ?? [];

  it('claims every case', () => {
    expect({
      requestAuthentication: vectors?.requestAuthentication.cases.length,
      peerAuthentication: vectors?.peerAuthentication.cases.length,
      requestAuthenticationDocuments: documents('RequestAuthentication').length,
      peerAuthenticationDocuments: documents('PeerAuthentication').length,
      jwksUris: uris.length,
    }).toEqual({
      requestAuthentication: 28,
      peerAuthentication: 9,
      requestAuthenticationDocuments: 21,
      peerAuthenticationDocuments: 8,
      jwksUris: 7,
    });
  });

  it.each(named(vectors?.requestAuthentication.cases))(
    'RequestAuthentication: %s',
    (_, { spec, metadata, expect: { valid, warning } }) => {
      const policy = requestAuthentication(spec, metadata);

      expect(verdict(requestAuthenticationProblems(policy))).toEqual({
        valid,
        warning,
      });
    },
  );

  it.each(named(vectors?.peerAuthentication.cases))(
    'PeerAuthentication: %s',
    (_, { spec, metadata, expect: { valid, warning } }) => {
      const policy = peerAuthentication(spec, metadata);

      expect(verdict(peerAuthenticationProblems(policy))).toEqual({
        valid,
        warning,
      });
    },
  );

  it.each([
    ...documents('RequestAuthentication'),
    ...documents('PeerAuthentication'),
  ])('whole documents: %s', (_, { resource, expect: { valid } }) => {
    const problems =
      resource.kind === 'PeerAuthentication'
        ? peerAuthenticationProblems(resource)
        : requestAuthenticationProblems(resource);

    expect(verdict(problems).valid).toBe(valid);
  });

  it.each(uris.map(entry => [entry.in, entry] as const))(
    'address of keys: %s',
    (uri, entry) => {
      const { useSSL, ...rest } = entry.expect ?? {};

      expect(parseJwksUri(uri)).toEqual(
        entry.valid ? { ...rest, useSsl: useSSL } : undefined,
      );
    },
  );
});
