import {
  KubernetesObject,
  Namespace,
  Pod,
} from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import { istioRules } from '../analysis/mesh/istioRules';
import { ClusterView } from '../view/ClusterView';
import { AmbientSettings, isEnrolledInAmbient } from './ambientEnrolment';
import { expectedDataPlane } from './expectedDataPlane';
import { InstalledRevisions } from './sidecarInjection';

type Labels = Record<string, string>;

describe('isEnrolledInAmbient', () => {
  const mode = (value: string) => ({ 'istio.io/dataplane-mode': value });
  const namespaceWith = (labels: Labels): Namespace => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels },
  });
  const podWith = (labels: Labels, annotations: Labels = {}): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cart', namespace: 'shop', labels, annotations },
  });

  it.each<[string, Labels, Labels, boolean]>([
    ['neither is labelled', {}, {}, false],
    ['the namespace enrols its pods', mode('ambient'), {}, true],
    ['a pod opts out of its namespace', mode('ambient'), mode('none'), false],
    ['a pod enrols itself', {}, mode('ambient'), true],
    ['a pod beats its namespace', mode('none'), mode('ambient'), true],
  ])('%s', (_, namespaceLabels, podLabels, expected) => {
    expect(
      isEnrolledInAmbient({
        namespace: namespaceWith(namespaceLabels),
        pod: podWith(podLabels),
      }),
    ).toBe(expected);
  });

  it('leaves out a pod with a sidecar, on the host network, or excluded', () => {
    const namespace = namespaceWith(mode('ambient'));
    const plain = podWith({});
    const withSidecar = podWith({}, { 'sidecar.istio.io/status': '{}' });
    const onHost: Pod = { ...plain, spec: { hostNetwork: true } };

    expect(isEnrolledInAmbient({ namespace, pod: withSidecar })).toBe(false);
    expect(isEnrolledInAmbient({ namespace, pod: onHost })).toBe(false);
    expect(
      isEnrolledInAmbient({
        namespace,
        pod: plain,
        excludeNamespaces: ['shop'],
      }),
    ).toBe(false);
  });
});

interface Case {
  name: string;
  given: {
    objects: KubernetesObject[];
    installed?: InstalledRevisions;
    cni?: AmbientSettings;
  };
  ask: {
    kind: string;
    namespace?: string;
    pod?: { namespace: string; name: string };
  };
  expect: object;
}

/** What istioctl analyze says about the labels of namespaces, and about pods. */
const messages = ['IST0102', 'IST0123', 'IST0148', 'IST0103'] as const;

const answers: Record<string, (entry: Case) => object> = {
  'ambient-enrolment': ({ given, ask }) => ({
    enrolled: isEnrolledInAmbient({ ...subjectOf(given, ask), ...given.cni }),
  }),
  dataplane: ({ given, ask }) => {
    const { installed = { revisions: [] }, cni } = given;
    const { dataPlane, ...rest } = expectedDataPlane({
      ...subjectOf(given, ask),
      installed,
      cni,
    });
    return {
      dataplane: dataPlane,
      revision: 'revision' in rest ? rest.revision : null,
    };
  },
  'namespace-label-findings': ({ given, ask }) => ({
    findings: messagesAbout(given, 'Namespace', ask.namespace),
  }),
  'pod-findings': ({ given, ask }) => ({
    findings: messagesAbout(given, 'Pod', ask.pod?.name),
  }),
};

const vectors = readVectors<{ cases: Case[] }>('istio/injection/ambient.yaml');

(vectors ? describe : describe.skip)('conformance: ambient enrolment', () => {
  const cases = vectors?.cases ?? [];

  it('claims every case', () => {
    const counts = new Map<string, number>();
    for (const { ask } of cases) {
      counts.set(ask.kind, (counts.get(ask.kind) ?? 0) + 1);
    }

    expect(Object.fromEntries(counts)).toEqual({
      'ambient-enrolment': 16,
      dataplane: 17,
      'namespace-label-findings': 13,
      'pod-findings': 6,
    });
  });

  it.each(cases.map(entry => [entry.name, entry] as const))(
    '%s',
    (_, entry) => {
      expect(answers[entry.ask.kind](entry)).toEqual(entry.expect);
    },
  );
});

function messagesAbout(
  { objects, installed }: Case['given'],
  kind: string,
  name?: string,
): string[] {
  const view = new ClusterView({ cluster: 'east', objects, mesh: installed });
  return messages.filter(code =>
    istioRules[code]
      .flatMap(rule => rule(view))
      .some(({ object }) => object.kind === kind && object.name === name),
  );
}

function subjectOf(
  { objects }: Case['given'],
  { pod: { namespace, name } = { namespace: '', name: '' } }: Case['ask'],
): { namespace: Namespace; pod: Pod } {
  const named = (kind: string, wanted: string, of?: string) =>
    objects.find(
      object =>
        object.kind === kind &&
        object.metadata.name === wanted &&
        object.metadata.namespace === of,
    );
  return {
    namespace: named('Namespace', namespace) as Namespace,
    pod: named('Pod', name, namespace) as Pod,
  };
}
