import { Direction, PluginPolicy } from '../kubernetes/networkPolicy';
import { Evidence } from '../status/Evidence';
import { networkProbes } from '../status/networkProbes';
import { HBONE } from './network/ambientConnections';
import { XDS } from './network/istiodConnections';
import { verdictIn } from './network/MeshConnection';
import { workloadPod } from './network/networkPods';
import { mayHavePolicies, policiesAbout } from './network/policiesAbout';
import { isScraped, MERGED } from './network/scrapeConnections';
import { KUBELET } from './networkPolicyShutsProbes';
import { Rule, RuleContext } from './Rule';

/**
 * Policies of a network plugin are about a workload, and they are not evaluated: what the mesh needs besides the connections
 * that there were before may get through or not. What they certainly shut is told as that.
 */
export const networkPolicyNotEvaluated: Rule = context => {
  const { view, workload } = context;
  const namespace = workload.namespace.metadata.name;
  const needed = mayHavePolicies(view, namespace) ? needsOf(context) : [];
  const pod = workloadPod(view, workload);
  const found = needed.flatMap(need =>
    verdictIn(view, { pod, ...need }).verdict === 'unknown'
      ? policiesAbout(view, pod, need.direction).others.map(policy => ({
          policy,
          ...need,
        }))
      : [],
  );
  const policies = new Map(found.map(({ policy }) => [nameOf(policy), policy]));
  return [...policies].map(([name, policy]) => {
    const needs = found.filter(one => nameOf(one.policy) === name);
    const [whats, throughs] = (['what', 'through'] as const).map(key => [
      ...new Set(needs.map(need => need[key])),
    ]);
    return {
      severity: 'info',
      object: evidenceOf(policy),
      message: `Whether ${whats.join(', and whether ')} is not known. ${policy.kind} ${name} is about its pods, and policies of that kind are not evaluated.`,
      action: `Look whether it lets ${throughs.join(' and ')}.`,
    };
  });
};

interface Need {
  direction: Direction;
  port: number;
  /** Behind "whether". */
  what: string;
  /** Behind "lets". */
  through: string;
}

function needsOf(context: RuleContext): Need[] {
  const { workload, status } = context;
  const { name } = workload;
  const [probe] = networkProbes(workload);
  switch (status.mesh) {
    case 'istio-ambient':
      return [
        {
          direction: 'ingress',
          port: HBONE,
          what: `callers in ambient reach TCP ${HBONE} of ${name}`,
          through: `TCP ${HBONE} in`,
        },
        ...(probe
          ? [
              {
                direction: 'ingress' as const,
                port: probe.port,
                what: `its probes, which come from ${KUBELET} in ambient, get through`,
                through: `${KUBELET} in on the ports that are probed`,
              },
            ]
          : []),
        {
          direction: 'egress',
          port: HBONE,
          what: `${name} reaches TCP ${HBONE} of those in ambient whom it calls`,
          through: `TCP ${HBONE} out`,
        },
      ];
    case 'istio-sidecar':
      return [
        {
          direction: 'egress',
          port: XDS,
          what: `the sidecar of ${name} reaches TCP ${XDS} of istiod`,
          through: `TCP ${XDS} out to istiod`,
        },
        ...(isScraped(workload)
          ? [
              {
                direction: 'ingress' as const,
                port: MERGED,
                what: `Prometheus reaches TCP ${MERGED} of ${name}`,
                through: `TCP ${MERGED} in from Prometheus`,
              },
            ]
          : []),
      ];
    default:
      return [];
  }
}

/** The same policy is there twice where Calico is read in both its groups. */
function nameOf({ metadata: { namespace, name } }: PluginPolicy): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function evidenceOf({ kind, metadata }: PluginPolicy): Evidence {
  const { namespace, name } = metadata;
  return { kind, ...(namespace !== undefined && { namespace }), name };
}
