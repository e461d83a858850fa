import {
  AuthorizationPolicy,
  AuthorizationRule,
} from '../../istio/authorization/AuthorizationPolicy';
import { Severity } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from '../mesh/MeshRule';

/** What a policy says that reads otherwise than it works. */
export interface Pitfall {
  severity: Severity;
  field: string;
  message: string;
  action: string;
}

/** One way in which a policy can work otherwise than it reads. */
export type PolicyRule = (
  policy: AuthorizationPolicy,
  view: ClusterView,
) => Pitfall[];

/** Looks at each AuthorizationPolicy by itself. */
export function everyPolicy(rule: PolicyRule): MeshRule {
  return view =>
    view.listAll<AuthorizationPolicy>('AuthorizationPolicy').flatMap(policy =>
      rule(policy, view).map(({ field, ...rest }) => ({
        ...rest,
        object: about(policy, field),
      })),
    );
}

/** One value in a policy, with what it is compared with: the name of its field, or the key of its condition. */
export interface PolicyValue {
  key: string;
  value: string;
  negated: boolean;
  field: string;
}

/** Every value that a policy compares something with. */
export function policyValues({ spec }: AuthorizationPolicy): PolicyValue[] {
  return (spec?.rules ?? []).flatMap((rule, i) =>
    ruleValues(rule, `spec.rules[${i}]`),
  );
}

function ruleValues(rule: AuthorizationRule, at: string): PolicyValue[] {
  const listed = (part: object | undefined, path: string) =>
    Object.entries(part ?? {}).flatMap(([name, values]) =>
      (Array.isArray(values) ? values : []).map((value, k): PolicyValue => {
        const negated = name.startsWith('not');
        return {
          key: negated ? name.charAt(3).toLowerCase() + name.slice(4) : name,
          value: String(value),
          negated,
          field: `${path}.${name}[${k}]`,
        };
      }),
    );
  return [
    ...(rule.from ?? []).flatMap(({ source }, j) =>
      listed(source, `${at}.from[${j}].source`),
    ),
    ...(rule.to ?? []).flatMap(({ operation }, j) =>
      listed(operation, `${at}.to[${j}].operation`),
    ),
    ...(rule.when ?? []).flatMap(({ key = '', values, notValues }, j) =>
      listed({ values, notValues }, `${at}.when[${j}]`).map(value => ({
        ...value,
        key,
      })),
    ),
  ];
}
