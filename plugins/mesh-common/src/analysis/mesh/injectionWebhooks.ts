import { LabelSelector } from '../../kubernetes/labelSelector';
import { memoByView } from './memoByView';
import { WebhookConfiguration } from './objects';

/** One webhook that injects sidecars. */
export interface InjectionWebhook {
  object: WebhookConfiguration;
  webhook: NonNullable<WebhookConfiguration['webhooks']>[number];
  /** Path of the webhook in its object. */
  field: string;
}

const REVISION = 'istio.io/rev';

/**
 * Every webhook that injects sidecars, of all control planes. A reader that keeps only the names of webhooks leaves nothing
 * that could be judged.
 *
 * Source: istio pkg/config/analysis/analyzers/webhook/webhook.go, `isIstioWebhook`.
 */
export const injectionWebhooks = memoByView(view =>
  view
    .listAll<WebhookConfiguration>('MutatingWebhookConfiguration')
    .filter(
      object =>
        revisionsOf(object).length > 0 ||
        (object.webhooks ?? []).some(({ name }) => name.endsWith('istio.io')),
    )
    .flatMap(object =>
      (object.webhooks ?? []).map((webhook, i): InjectionWebhook => ({
        object,
        webhook,
        field: `webhooks[${i}]`,
      })),
    )
    .filter(({ webhook }) => webhook.clientConfig),
);

/** The revisions that an object is of, or that its webhooks ask for. */
export function revisionsOf({
  metadata,
  webhooks = [],
}: WebhookConfiguration): string[] {
  const selected = webhooks
    .flatMap(({ namespaceSelector, objectSelector }) => [
      namespaceSelector,
      objectSelector,
    ])
    .flatMap(valuesOfRevision);
  const own = metadata.labels?.[REVISION];
  return [...new Set([...(own === undefined ? [] : [own]), ...selected])];
}

function valuesOfRevision({
  matchLabels = {},
  matchExpressions = [],
}: LabelSelector = {}): string[] {
  return [
    ...(matchLabels[REVISION] === undefined ? [] : [matchLabels[REVISION]]),
    ...matchExpressions
      .filter(({ key }) => key === REVISION)
      .flatMap(({ values = [] }) => values),
  ];
}
