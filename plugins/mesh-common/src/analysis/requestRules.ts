import {
  actionOf,
  AuthorizationPolicy,
  AuthorizationRule,
} from '../istio/authorization/AuthorizationPolicy';
import { compilePolicy } from '../istio/authorization/compilePolicy';
import { isDryRun } from '../istio/authorization/isDryRun';
import { Evidence } from '../status/Evidence';
import { attachedPolicies, waypointSetup } from '../status/waypointSetup';
import { RuleContext } from './Rule';

/** A rule in force that looks at requests, of which there are none where a sidecar sees connections only. */
export interface RequestRule {
  evidence: Evidence;
  /** Ports that it is for, as they are written; empty for all. */
  ports: string[];
  /** What it does to connections, in words that follow "there ". */
  toConnections: string;
}

/**
 * The rules of a workload with a sidecar that look at requests: for connections an ALLOW rule is dropped, and any other loses
 * what it says of requests.
 *
 * Source: istio pilot/pkg/security/authz/model/model.go, `checkError`.
 */
export function requestRules({
  view,
  workload,
  status,
}: RuleContext): RequestRule[] {
  const { mesh, access } = status;
  if (mesh !== 'istio-sidecar' || access.rules.length === 0) {
    return [];
  }
  const setup = waypointSetup({ view, workload, mesh });
  return attachedPolicies(setup)
    .filter(policy => !isDryRun(policy))
    .flatMap(policy =>
      lostRules(policy, setup.mesh).map(({ index, why }) => ({
        evidence: {
          kind: 'AuthorizationPolicy',
          namespace: policy.metadata.namespace,
          name: policy.metadata.name,
          field: `spec.rules[${index}]`,
        },
        ports: portsOf((policy.spec?.rules ?? [])[index]),
        toConnections:
          actionOf(policy) === 'ALLOW' ? `it lets nobody in, as ${why}` : why,
      })),
    );
}

function lostRules(
  policy: AuthorizationPolicy,
  mesh: Parameters<typeof compilePolicy>[1]['mesh'],
): { index: number; why: string }[] {
  const on = (protocol: 'http' | 'tcp') =>
    compilePolicy(policy, { point: 'sidecar', protocol, mesh }).rules;
  const sound = on('http');
  return on('tcp').flatMap((rule, index) => {
    const why = 'leftOut' in rule ? rule.leftOut : rule.note;
    const other = sound[index];
    // What is wrong on every port is another matter.
    return why === undefined || 'leftOut' in other || other.note
      ? []
      : [{ index, why }];
  });
}

function portsOf({ to }: AuthorizationRule): string[] {
  const named = (to ?? []).map(({ operation }) => operation?.ports ?? []);
  return named.every(ports => ports.length > 0) ? named.flat() : [];
}
