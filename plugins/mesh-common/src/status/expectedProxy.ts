import { checkInjection, InjectionReason } from '../istio/checkInjection';
import { DataPlane, expectedDataPlane } from '../istio/expectedDataPlane';
import { MeshSettings } from '../view/ClusterView';
import { Evidence } from './Evidence';
import { onNamespace, onPods } from './labelEvidence';
import { installedRevisions, newPod } from './newPod';
import { Workload } from './Workload';

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const DATA_PLANE = 'istio.io/dataplane-mode';

/** What a new pod of a workload would get, with the label that decides. */
export type ExpectedProxy = (DataPlane | { dataPlane: 'linkerd' }) & {
  /** In a sentence. */
  reason: string;
  evidence?: Evidence;
};

/** How a new pod of a workload would be in the mesh, and why. */
export function expectedProxy(
  workload: Workload,
  settings: MeshSettings,
): ExpectedProxy {
  const expected = expectedDataPlane({
    namespace: workload.namespace,
    pod: newPod(workload),
    installed: installedRevisions(settings),
  });
  const linkerd =
    expected.dataPlane === 'none' ? askedOfLinkerd(workload) : undefined;
  if (linkerd) {
    return {
      dataPlane: 'linkerd',
      reason: `New pods get Linkerd's proxy, because ${saying(linkerd)}.`,
      evidence: linkerd,
    };
  }
  const { because, evidence } = decisive(workload, settings, expected);
  const gets = {
    sidecar: `New pods get a sidecar${expected.dataPlane === 'sidecar' ? ` of revision ${expected.revision}` : ''}`,
    ambient: 'New pods are captured by ambient',
    none: 'New pods get no proxy',
  }[expected.dataPlane];
  return { ...expected, reason: `${gets}, because ${because}.`, evidence };
}

/**
 * The annotation that asks Linkerd for a proxy; that of the pods hides that of the namespace.
 *
 * Source: linkerd2 pkg/inject/inject.go, `ShouldInject`.
 */
function askedOfLinkerd(workload: Workload): Evidence | undefined {
  const { namespace, template, kind, name } = workload;
  const label = 'linkerd.io/inject';
  const own = template.annotations[label];
  const value = own ?? namespace.metadata.annotations?.[label];
  if (value !== 'enabled' && value !== 'ingress') {
    return undefined;
  }
  return own === undefined
    ? {
        kind: 'Namespace',
        name: namespace.metadata.name,
        field: `metadata.annotations[${label}]`,
        value,
      }
    : {
        kind,
        namespace: namespace.metadata.name,
        name,
        field: `spec.template.metadata.annotations[${label}]`,
        value,
      };
}

/** A revision or tag that a label asks for, where no control plane of that name is there to hear it. */
export function missingRevision(
  workload: Workload,
  settings: MeshSettings,
): (Evidence & { value: string }) | undefined {
  const labels = workload.namespace.metadata.labels ?? {};
  const known = [...settings.revisions, ...Object.keys(settings.revisionTags)];
  if (labels['istio-injection'] !== undefined) {
    return undefined;
  }
  const [evidence] = [
    onNamespace(workload, REVISION),
    onPods(workload, REVISION),
  ].filter(found => found !== undefined);
  return evidence && !known.includes(evidence.value) ? evidence : undefined;
}

interface Because {
  because: string;
  evidence?: Evidence;
}

function decisive(
  workload: Workload,
  settings: MeshSettings,
  { dataPlane }: DataPlane,
): Because {
  if (dataPlane === 'ambient') {
    const label =
      onPods(workload, DATA_PLANE) ?? onNamespace(workload, DATA_PLANE);
    return label ? says(label) : { because: 'the CNI is set to' };
  }
  const why = injectionReason(workload, settings);
  const asked = labelIn(why, workload);
  if (dataPlane === 'sidecar') {
    return asked
      ? says(asked)
      : { because: 'this mesh injects namespaces that do not refuse' };
  }
  if (isTaken(why)) {
    const declined = whyDeclined(workload);
    const although = asked ? `although ${saying(asked)}, ` : '';
    return { ...declined, because: `${although}${declined.because}` };
  }
  const captured = workload.template.spec.hostNetwork
    ? (onPods(workload, DATA_PLANE) ?? onNamespace(workload, DATA_PLANE))
    : undefined;
  if (captured?.value === 'ambient') {
    return {
      ...whyDeclined(workload),
      because: `although ${saying(captured)}, pods on the network of their host are never captured`,
    };
  }
  const missing = missingRevision(workload, settings);
  if (missing) {
    return {
      because: `${saying(missing)}, and no control plane of that revision is installed`,
      evidence: missing,
    };
  }
  const refused = asked ?? refusal(workload);
  return refused
    ? says(refused)
    : {
        because: `neither the namespace ${workload.namespace.metadata.name} nor the pods of ${workload.kind} ${workload.name} ask for it`,
      };
}

/** What the webhook that takes the pods says, else one that refuses them, else one that passes them over. */
function injectionReason(
  workload: Workload,
  settings: MeshSettings,
): InjectionReason {
  const { enableNamespacesByDefault, revisions, revisionTags } = settings;
  const checks = checkInjection({
    namespace: workload.namespace,
    pod: newPod(workload),
    injectors: [...revisions, ...Object.keys(revisionTags)].map(name => ({
      name,
      revision: name,
      enableNamespacesByDefault,
    })),
  });
  const found =
    checks.find(({ injected }) => injected) ??
    checks.find(({ why }) => why.code !== 'no-match');
  return found?.why ?? { code: 'no-match' };
}

function isTaken({ code }: InjectionReason): boolean {
  return code === 'injected-by-default' || code.endsWith('-match')
    ? code !== 'no-match'
    : false;
}

function labelIn(why: InjectionReason, workload: Workload) {
  if ('namespaceLabel' in why) {
    return onNamespace(workload, keyOf(why.namespaceLabel));
  }
  return 'podLabel' in why ? onPods(workload, keyOf(why.podLabel)) : undefined;
}

function keyOf(label: string): string {
  return label.slice(0, label.indexOf('='));
}

/** Labels that refuse even where nothing asks. */
function refusal(workload: Workload) {
  const candidates = [
    onPods(workload, INJECT),
    onNamespace(workload, 'istio-injection'),
    onPods(workload, DATA_PLANE),
    onNamespace(workload, DATA_PLANE),
  ];
  return candidates.find(found => found !== undefined);
}

/** Why istiod leaves alone what a webhook sent it. */
function whyDeclined(workload: Workload): Because {
  const where = {
    kind: workload.kind,
    namespace: workload.namespace.metadata.name,
    name: workload.name,
  };
  if (workload.template.spec.hostNetwork === true) {
    return {
      because: 'pods on the network of their host are never injected',
      evidence: {
        ...where,
        field: 'spec.template.spec.hostNetwork',
        value: 'true',
      },
    };
  }
  const annotation = workload.template.annotations[INJECT];
  return annotation === undefined
    ? { because: 'system namespaces are never injected' }
    : says({
        ...where,
        field: `spec.template.metadata.annotations[${INJECT}]`,
        value: annotation,
      });
}

function says(evidence: Evidence): Because {
  return { because: saying(evidence), evidence };
}

function saying({ field, value, kind, name }: Evidence): string {
  return `${field} is ${JSON.stringify(value)} on ${kind} ${name}`;
}
