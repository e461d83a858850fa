import {
  KubernetesObject,
  Namespace,
  Pod,
} from '../kubernetes/KubernetesObject';
import { LabelSelector } from '../kubernetes/labelSelector';
import { readVectors } from '../__testUtils__/vectors';
import {
  InstalledRevisions,
  injectingRevision,
  injectRequired,
} from './sidecarInjection';

type Labels = Record<string, string>;

function namespaceWith(labels: Labels = {}, name = 'shop'): Namespace {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

function podWith(labels: Labels = {}, annotations: Labels = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cart', namespace: 'shop', labels, annotations },
  };
}

describe('injectingRevision', () => {
  const installed = { revisions: ['default', 'canary'] };
  const rev = { 'istio.io/rev': 'canary' };
  const enabled = { 'istio-injection': 'enabled' };
  const disabled = { 'istio-injection': 'disabled' };
  const on = { 'sidecar.istio.io/inject': 'true' };
  const off = { 'sidecar.istio.io/inject': 'false' };

  it.each<[string, Labels, Labels, string | undefined]>([
    ['nothing is labelled, nothing injects', {}, {}, undefined],
    ['enabled beats a revision', { ...enabled, ...rev }, {}, 'default'],
    ['enabled hides the revision of a pod', enabled, rev, 'default'],
    ['a pod cannot leave a disabled namespace', disabled, on, undefined],
    ['a pod opts out of its namespace', rev, off, undefined],
    ['a pod opts in by itself', {}, on, 'default'],
    ['a revision nobody installed', { 'istio.io/rev': 'old' }, on, undefined],
  ])('%s', (_, namespaceLabels, podLabels, expected) => {
    expect(
      injectingRevision({
        namespace: namespaceWith(namespaceLabels),
        pod: podWith(podLabels),
        installed,
      }),
    ).toBe(expected);
  });

  it('answers a tag with the revision behind it', () => {
    const tagged = {
      revisions: ['1-31'],
      tags: { default: '1-31', prod: '1-31' },
    };
    const ask = (labels: Labels) =>
      injectingRevision({
        namespace: namespaceWith(labels),
        pod: podWith(),
        installed: tagged,
      });

    expect(ask({ 'istio.io/rev': 'prod' })).toBe('1-31');
    expect(ask(enabled)).toBe('1-31');
  });

  it('leaves system namespaces out of injection by default', () => {
    const ask = (name: string) =>
      injectingRevision({
        namespace: namespaceWith({}, name),
        pod: podWith(),
        installed: { ...installed, enableNamespacesByDefault: true },
      });

    expect(ask('shop')).toBe('default');
    expect(ask('kube-system')).toBeUndefined();
  });
});

describe('injectRequired', () => {
  const inject = 'sidecar.istio.io/inject';

  it('lets the label hide the annotation', () => {
    const pod = podWith({ [inject]: 'true' }, { [inject]: 'false' });

    expect(injectRequired({ pod, policy: 'disabled' })).toBe(true);
  });

  it('lets the annotation alone stop an injection', () => {
    expect(injectRequired({ pod: podWith({}, { [inject]: 'false' }) })).toBe(
      false,
    );
  });

  it('prefers never over always', () => {
    const selector = [{ matchLabels: { app: 'cart' } }];

    expect(
      injectRequired({
        pod: podWith({ app: 'cart' }),
        neverInjectSelector: selector,
        alwaysInjectSelector: selector,
      }),
    ).toBe(false);
  });

  it('passes over a selector without requirements', () => {
    expect(injectRequired({ pod: podWith(), neverInjectSelector: [{}] })).toBe(
      true,
    );
  });
});

interface Case {
  name: string;
  given: {
    objects: KubernetesObject[];
    installed?: InstalledRevisions;
    injector?: {
      policy: string;
      neverInjectSelector?: LabelSelector[];
      alwaysInjectSelector?: LabelSelector[];
    };
  };
  ask: { kind: string; pod: { namespace: string; name: string } };
  expect: { injected?: boolean; revision?: string | null };
}

function answer(
  kind: string,
  { installed = { revisions: [] }, injector }: Case['given'],
  namespace: Namespace,
  pod: Pod,
): Case['expect'] {
  if (kind === 'sidecar-injector') {
    return { injected: injectRequired({ pod, ...injector }) };
  }
  const revision = injectingRevision({ namespace, pod, installed });
  return { injected: revision !== undefined, revision: revision ?? null };
}

const supported = ['sidecar-webhook', 'sidecar-injector'];
const notYetSupported = ['check-inject'];

const vectors = readVectors<{ cases: Case[] }>('istio/injection/sidecar.yaml');

(vectors ? describe : describe.skip)('conformance: sidecar injection', () => {
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
          kind === 'Namespace' && metadata.name === ask.pod.namespace,
      ) as Namespace;
      const pod = given.objects.find(
        ({ kind, metadata }) =>
          kind === 'Pod' &&
          metadata.name === ask.pod.name &&
          metadata.namespace === ask.pod.namespace,
      ) as Pod;

      expect(answer(ask.kind, given, namespace, pod)).toEqual(expected);
    });
  });
});
