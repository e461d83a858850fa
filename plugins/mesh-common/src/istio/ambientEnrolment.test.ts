import {
  KubernetesObject,
  Namespace,
  Pod,
} from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import { EnablementSelector, isEnrolledInAmbient } from './ambientEnrolment';

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
    cni?: {
      ambientEnabled?: boolean;
      enablementSelectors?: EnablementSelector[];
      excludeNamespaces?: string[];
    };
  };
  ask: { kind: string; pod?: { namespace: string; name: string } };
  expect: { enrolled?: boolean };
}

const supported = ['ambient-enrolment'];
const notYetSupported = [
  'dataplane',
  'namespace-label-findings',
  'pod-findings',
];

const vectors = readVectors<{ cases: Case[] }>('istio/injection/ambient.yaml');

(vectors ? describe : describe.skip)('conformance: ambient enrolment', () => {
  const cases = vectors?.cases ?? [];

  it('knows every kind of question', () => {
    const kinds = new Set(cases.map(({ ask }) => ask.kind));

    expect([...kinds].sort()).toEqual(
      [...supported, ...notYetSupported].sort(),
    );
  });

  cases.forEach(({ name, given, ask, expect: expected }) => {
    if (notYetSupported.includes(ask.kind)) {
      it.todo(`${ask.kind}: ${name}`);
      return;
    }
    it(`${ask.kind}: ${name}`, () => {
      const namespace = given.objects.find(
        ({ kind, metadata }) =>
          kind === 'Namespace' && metadata.name === ask.pod?.namespace,
      ) as Namespace;
      const pod = given.objects.find(
        ({ kind, metadata }) =>
          kind === 'Pod' &&
          metadata.name === ask.pod?.name &&
          metadata.namespace === ask.pod.namespace,
      ) as Pod;

      expect({
        enrolled: isEnrolledInAmbient({ namespace, pod, ...given.cni }),
      }).toEqual(expected);
    });
  });
});
