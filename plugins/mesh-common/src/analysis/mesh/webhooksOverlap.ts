import { matchesLabelSelector } from '../../kubernetes/labelSelector';
import {
  InjectionWebhook,
  injectionWebhooks,
  revisionsOf,
} from './injectionWebhooks';
import { about, MeshRule } from './MeshRule';

type Labels = Record<string, string>;

/** Every way in which the labels that injection looks at can be set; nothing else tells its webhooks apart. */
function combinations(
  name: string,
  values: readonly string[],
  revisions: readonly string[],
): Labels[] {
  const switches: Labels[] = [{}, ...values.map(value => ({ [name]: value }))];
  return [undefined, ...revisions].flatMap(revision =>
    switches.map(labels =>
      revision === undefined ? labels : { ...labels, 'istio.io/rev': revision },
    ),
  );
}

/**
 * Two webhooks inject one and the same pod. It may get two proxies, or that of a control plane that nobody chose.
 *
 * Source: istio pkg/config/analysis/analyzers/webhook/webhook.go.
 */
export const webhooksOverlap: MeshRule = view => {
  const webhooks = injectionWebhooks(view);
  const revisions = [
    ...new Set(webhooks.flatMap(({ object }) => revisionsOf(object))),
  ];
  const overlaps = new Map<InjectionWebhook, Set<InjectionWebhook>>();
  for (const ofNamespace of combinations(
    'istio-injection',
    ['enabled', 'disabled'],
    revisions,
  )) {
    const asked = webhooks.filter(({ webhook }) =>
      matchesLabelSelector(webhook.namespaceSelector, ofNamespace),
    );
    for (const ofPod of combinations(
      'sidecar.istio.io/inject',
      ['true', 'false'],
      revisions,
    )) {
      const injecting = asked.filter(({ webhook }) =>
        matchesLabelSelector(webhook.objectSelector, ofPod),
      );
      for (const one of injecting) {
        const others = overlaps.get(one) ?? new Set();
        overlaps.set(one, others);
        injecting
          .filter(other => other !== one)
          .forEach(other => others.add(other));
      }
    }
  }
  return [...overlaps]
    .filter(([, others]) => others.size > 0)
    .map(([{ object, field }, others]) => ({
      severity: 'error',
      object: about(object, field),
      message: `It injects pods that ${[...others].map(nameOf).sort().join(' and ')} ${others.size === 1 ? 'injects' : 'inject'} too.`,
      action:
        'Delete what is left of a control plane that is gone, or let each select by a revision of its own.',
    }));
};

function nameOf({ object, webhook }: InjectionWebhook): string {
  return `${webhook.name} of ${object.metadata.name}`;
}
