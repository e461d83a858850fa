import fc from 'fast-check';
import { readVectors } from '../../__testUtils__/vectors';
import { PeerAuthentication } from '../PeerAuthentication';
import { serverMtls } from '../serverMtls';
import { authorizationPolicy, mesh } from './__testUtils__/authorizationPolicy';
import { readVectorDocuments } from './__testUtils__/readVectorDocuments';
import { WholeRequest, requestsFor } from './__testUtils__/requestsFor';
import {
  ZtunnelConnection,
  ZtunnelGroup,
  ZtunnelMatch,
  matchesGroups,
  matchesString,
} from './__testUtils__/ztunnelRbac';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  AuthorizationRule,
} from './AuthorizationPolicy';
import { compilePolicy } from './compilePolicy';
import { decide } from './decide';
import { matchesPattern } from './matchesPattern';

interface ConversionVectors {
  conversion: {
    cases: {
      name: string;
      kind: 'AuthorizationPolicy' | 'PeerAuthentication';
      input: string;
      output: string;
      converted: boolean;
      roles?: Record<'mesh' | 'namespace' | 'workload', string | undefined>;
    }[];
  };
  status: {
    cases: {
      name: string;
      spec: AuthorizationPolicySpec;
      expect: {
        status: {
          unsupportedAction?: string;
          httpAttributes?: string[];
          effect?: keyof typeof effects;
        } | null;
      };
    }[];
  };
}

interface MatchVectors {
  policyMatch: {
    name: string;
    groups: ZtunnelGroup[];
    connection: ZtunnelConnection;
    match: boolean;
  }[];
  stringMatch: {
    name: string;
    matcher: Record<string, unknown>;
    value: string;
    match: boolean;
  }[];
}

interface Converted {
  action?: 'DENY';
  groups?: ZtunnelGroup[];
}

/** How the note on a policy starts to tell what becomes of it. */
const effects = {
  'allow-rules-omitted': 'left out',
  'deny-has-no-effect': 'so the rule never matches',
  'deny-enforced-without-http': 'ztunnel cannot check',
};

const FOLDER = 'istio/authorization/ambient-conversion';
const vectors = readVectors<ConversionVectors>(`${FOLDER}/index.yaml`);
const ztunnel = readVectors<MatchVectors>(`${FOLDER}/ztunnel-rbac.yaml`);
const describeVectors = vectors === undefined ? describe.skip : describe;

describeVectors('what ztunnel makes of policies', () => {
  const conversions = (kind: string) =>
    (vectors?.conversion.cases ?? [])
      .filter(entry => entry.kind === kind)
      .map(entry => [entry.name, entry] as const);

  it('claims every case', () => {
    expect({
      authorizationPolicies: conversions('AuthorizationPolicy').length,
      peerAuthentications: conversions('PeerAuthentication').length,
      policyMatch: ztunnel?.policyMatch.length,
      stringMatch: ztunnel?.stringMatch.length,
      status: vectors?.status.cases.length,
    }).toEqual({
      authorizationPolicies: 3,
      peerAuthentications: 19,
      policyMatch: 51,
      stringMatch: 11,
      status: 12,
    });
  });

  it.each(conversions('AuthorizationPolicy'))(
    'decides as the policy that Istio converts %s to',
    (_name, { input, output }) => {
      const [policy] = readVectorDocuments<AuthorizationPolicy>(
        `${FOLDER}/${input}`,
      );
      const [converted] = readVectorDocuments<Converted>(`${FOLDER}/${output}`);
      const requests = fc.sample(requestsFor([policy], 'tcp'), {
        numRuns: 5000,
        seed: 1,
      });
      const matched = (request: WholeRequest) =>
        matchesGroups(converted.groups ?? [], connectionOf(request));

      expect(new Set(requests.map(matched)).size).toBe(2);
      expect(
        requests.filter(request => {
          const { metadata } = policy;
          const { verdict } = decide({
            mesh,
            point: {
              kind: 'ztunnel',
              namespace: metadata.namespace ?? '',
              ip: request.destinationIp,
            },
            policies: [{ ...policy, metadata: { namespace: '', ...metadata } }],
            request,
          });
          const denied = (converted.action === 'DENY') === matched(request);
          return verdict !== (denied ? 'denied' : 'allowed');
        }),
      ).toEqual([]);
    },
  );

  it.each(
    (ztunnel?.policyMatch ?? []).map(entry => [entry.name, entry] as const),
  )('matches as ztunnel does: %s', (_name, { groups, connection, match }) => {
    const rules = groups.map(ruleOf);
    const { verdict } = decide({
      mesh,
      point: {
        kind: 'ztunnel',
        namespace: 'payments',
        ip: connection.destinationIp,
      },
      policies: [authorizationPolicy('one', { action: 'DENY', rules })],
      request: {
        source: { principal: connection.principal, ip: connection.sourceIp },
        port: connection.destinationPort,
      },
    });

    expect(matchesGroups(groups, connection)).toBe(match);
    expect(verdict).toBe(match ? 'denied' : 'allowed');
  });

  it.each(
    (ztunnel?.stringMatch ?? []).map(entry => [entry.name, entry] as const),
  )(
    'compares strings as ztunnel does: %s',
    (_name, { matcher, value, match }) => {
      expect(matchesString(matcher, value)).toBe(match);
      expect(matchesPattern(patternOf(matcher), value)).toBe(match);
    },
  );

  it.each(
    (vectors?.status.cases ?? []).map(entry => [entry.name, entry] as const),
  )('tells what is not enforced: %s', (_name, { spec, expect: { status } }) => {
    const { rules, notes, ignored } = compilePolicy(
      authorizationPolicy('one', spec),
      { point: 'ztunnel', protocol: 'tcp', mesh },
    );
    const effective = rules.some(
      rule => 'clauses' in rule && rule.clauses.every(c => c.length > 0),
    );
    const { unsupportedAction, httpAttributes = [], effect } = status ?? {};

    expect(ignored?.includes(unsupportedAction ?? 'nothing')).toBe(
      unsupportedAction === undefined ? undefined : true,
    );
    expect(notes === '').toBe(httpAttributes.length === 0);
    expect(httpAttributes.filter(name => !notes.includes(name))).toEqual([]);
    expect(notes).toContain(effect === undefined ? '' : effects[effect]);
    expect([effect, effective]).toEqual([
      effect,
      effect === undefined
        ? effective
        : effect === 'deny-enforced-without-http',
    ]);
  });

  it.each(conversions('PeerAuthentication'))(
    'refuses plaintext on the ports on which %s makes it strict',
    (_name, { input, output, converted, roles }) => {
      const documents = readVectorDocuments<PeerAuthentication>(
        `${FOLDER}/${input}`,
      );
      const at = (level: 'mesh' | 'namespace' | 'workload') =>
        roles === undefined
          ? documents.find(() => level === 'workload')
          : documents.find(
              ({ metadata: { namespace, name } }) =>
                `${namespace}/${name}` === roles[level],
            );
      const effective = {
        mesh: at('mesh'),
        namespace: at('namespace'),
        workload: at('workload'),
      };
      const [policy] = readVectorDocuments<Converted>(`${FOLDER}/${output}`);
      const ports = [
        1,
        ...Object.keys(effective.workload?.spec?.portLevelMtls ?? {}).map(
          Number,
        ),
      ];
      const strict = ports.map(
        port => serverMtls(effective, port).mode === 'STRICT',
      );
      const refused = ports.map(destinationPort =>
        matchesGroups(policy?.groups ?? [], {
          principal: null,
          sourceIp: '10.0.0.1',
          destinationIp: '10.0.0.2',
          destinationPort,
        }),
      );

      // Without exceptions for ports Istio converts nothing, and a policy that it keeps for all does the refusing.
      expect(converted ? refused : strict).toEqual(
        converted ? strict : strict.map(() => strict[0]),
      );
      expect(policy === undefined).toBe(!converted);
    },
  );
});

function connectionOf(request: WholeRequest): ZtunnelConnection {
  const { source, destinationIp, port } = request;
  return {
    principal: source.principal,
    sourceIp: source.ip,
    destinationIp,
    destinationPort: port,
  };
}

const sourceFields: Record<string, string> = {
  sourceIps: 'ipBlocks',
  notSourceIps: 'notIpBlocks',
};
const operationFields: Record<string, string> = {
  destinationPorts: 'ports',
  notDestinationPorts: 'notPorts',
};

/** The rule that a group could have come from. */
function ruleOf({ rules = [] }: ZtunnelGroup): AuthorizationRule {
  const rule: Required<AuthorizationRule> = { from: [], to: [], when: [] };
  for (const { matches = [] } of rules) {
    for (const match of matches) {
      const [[field, values = []] = []] = Object.entries(match);
      if (field === undefined) {
        // What is left of a source that asks for nothing that ztunnel can check.
        rule.from.push({ source: { requestPrincipals: ['*'] } });
      } else if (/destinationIps/i.test(field)) {
        const [wanted, unwanted] = field.startsWith('not')
          ? [undefined, values]
          : [values, undefined];
        rule.when.push({
          key: 'destination.ip',
          values: wanted?.map(String),
          notValues: unwanted?.map(String),
        });
      } else if (field in operationFields) {
        rule.to.push({ operation: renamed(match, operationFields) });
      } else {
        rule.from.push({ source: renamed(match, sourceFields) });
      }
    }
  }
  return rule;
}

function renamed(match: ZtunnelMatch, names: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(match).map(([field, values = []]) => [
      names[field] ?? field,
      values.map(patternOf),
    ]),
  );
}

function patternOf(value: unknown): string {
  if (typeof value !== 'object') {
    return String(value);
  }
  const [[kind, text], second] = Object.entries(Object(value));
  switch (kind) {
    case 'namespace':
      return `${text}/${second[1]}`;
    case 'presence':
      return '*';
    case 'prefix':
      return `${text}*`;
    case 'suffix':
      return `*${text}`;
    default:
      return String(text);
  }
}
