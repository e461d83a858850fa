import { WorkloadSelector } from '../../kubernetes/labelSelector';
import { AuthorizationPolicySpec } from './AuthorizationPolicy';
import { PolicyProblem, error } from './PolicyProblem';
import { targetReferences } from './policiesFor';

const TARGETS = [
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
  '/Service',
  'core/Service',
  'networking.istio.io/ServiceEntry',
];

/** What is wrong with the selector or the target references of a policy. */
export function targetProblems(
  spec: Pick<AuthorizationPolicySpec, 'selector' | 'targetRef' | 'targetRefs'>,
): PolicyProblem[] {
  const { selector, targetRef, targetRefs = [] } = spec;
  const ways = [selector, targetRef, targetRefs[0]].filter(Boolean).length;
  const problems = targetReferences({ spec }).flatMap(
    ({ group = '', kind, name, namespace }) => [
      ...(name ? [] : ['A target needs a name.']),
      ...(namespace ? ['A target in another namespace is not supported.'] : []),
      ...(TARGETS.includes(`${group}/${kind}`)
        ? []
        : [`A policy cannot be attached to a ${group}/${kind}.`]),
    ],
  );
  return [
    ...problems.map(message => error('spec.targetRefs', message)),
    ...(ways > 1
      ? [error('spec', 'Only one of selector and targetRefs can be set.')]
      : []),
    ...selectorProblems(selector),
  ];
}

/** What is wrong with a selector of workloads, of whichever kind of policy. */
export function selectorProblems(
  selector: WorkloadSelector | undefined,
): PolicyProblem[] {
  const labels = Object.entries(selector?.matchLabels ?? {});
  return [
    ...(labels.some(([key]) => key === '')
      ? [error('spec.selector', 'A label needs a key.')]
      : []),
    ...(labels.some(label => label.join().includes('*'))
      ? [error('spec.selector', 'Labels cannot have wildcards.')]
      : []),
    ...(selector !== undefined && labels.length === 0
      ? [
          {
            severity: 'warning' as const,
            field: 'spec.selector',
            message: 'The selector has no labels, so it selects all workloads.',
          },
        ]
      : []),
  ];
}
