import {
  KubernetesObject,
  Namespace,
  Pod,
} from '../kubernetes/KubernetesObject';
import { LabelSelector } from '../kubernetes/labelSelector';
import { readVectors } from '../__testUtils__/vectors';
import { checkInjection, InjectionCheck, Injector } from './checkInjection';
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
    installed?: InstalledRevisions & { webhooks?: Injector[] };
    injector?: {
      policy: string;
      neverInjectSelector?: LabelSelector[];
      alwaysInjectSelector?: LabelSelector[];
    };
  };
  ask: { kind: string; pod: { namespace: string; name: string } };
  expect:
    | { injected: boolean; revision?: string | null }
    | { webhooks: InjectionCheck[] };
}

function answer(
  kind: string,
  { installed = { revisions: [] }, injector }: Case['given'],
  namespace: Namespace,
  pod: Pod,
): Case['expect'] {
  switch (kind) {
    case 'sidecar-injector':
      return { injected: injectRequired({ pod, ...injector }) };
    case 'check-inject':
      return {
        webhooks: checkInjection({
          namespace,
          pod,
          injectors: installed.webhooks ?? [],
        }),
      };
    default: {
      const revision = injectingRevision({ namespace, pod, installed });
      return { injected: revision !== undefined, revision: revision ?? null };
    }
  }
}

const vectors = readVectors<{ cases: Case[] }>('istio/injection/sidecar.yaml');

(vectors ? describe : describe.skip)('conformance: sidecar injection', () => {
  const cases = vectors?.cases ?? [];
  const labelled = cases.filter(({ ask }) => ask.kind === 'sidecar-webhook');

  it('claims every case', () => {
    const counts = new Map<string, number>();
    for (const { ask } of cases) {
      counts.set(ask.kind, (counts.get(ask.kind) ?? 0) + 1);
    }

    expect(Object.fromEntries(counts)).toEqual({
      'sidecar-webhook': 72,
      'sidecar-injector': 36,
      'check-inject': 11,
    });
  });

  it.each(cases.map(entry => [entry.name, entry] as const))(
    '%s',
    (_, { given, ask, expect: expected }) => {
      expect(answer(ask.kind, given, ...subjectOf(given, ask))).toEqual(
        expected,
      );
    },
  );

  it.each(labelled.map(entry => [entry.name, entry] as const))(
    'check-inject and the rules in words agree: %s',
    (_, { given, ask }) => {
      const [namespace, pod] = subjectOf(given, ask);
      const { revisions = [], enableNamespacesByDefault } =
        given.installed ?? {};
      const taken = checkInjection({
        namespace,
        pod,
        injectors: revisions.map(revision => ({
          name: revision,
          revision,
          enableNamespacesByDefault,
        })),
      }).filter(({ injected }) => injected);

      expect(taken.map(({ revision }) => revision)).toEqual(
        [
          injectingRevision({
            namespace,
            pod,
            installed: { revisions, enableNamespacesByDefault },
          }),
        ].filter(revision => revision !== undefined),
      );
    },
  );
});

function subjectOf(
  { objects }: Case['given'],
  { pod }: Case['ask'],
): [namespace: Namespace, pod: Pod] {
  const named = (kind: string, name: string, namespace?: string) =>
    objects.find(
      object =>
        object.kind === kind &&
        object.metadata.name === name &&
        object.metadata.namespace === namespace,
    );
  return [
    named('Namespace', pod.namespace) as Namespace,
    named('Pod', pod.name, pod.namespace) as Pod,
  ];
}
