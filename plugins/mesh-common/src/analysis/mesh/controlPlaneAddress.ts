import { ClusterView } from '../../view/ClusterView';
import { isIpAddress } from '../../validation/webhook/hostNames';
import { about, MeshFinding, MeshRule } from './MeshRule';
import { WebhookConfiguration } from './objects';

const VALIDATOR = /^(istiod-default-validator$|istio-validator)/;
const INJECTOR = /^istio-sidecar-injector/;

type Webhook = NonNullable<WebhookConfiguration['webhooks']>[number];

/** What one of Istio's webhooks in a view deserves. */
function eachWebhook(
  view: ClusterView,
  judge: (webhook: Webhook) => Omit<MeshFinding, 'object'> | undefined,
): MeshFinding[] {
  return [
    ...view
      .listAll<WebhookConfiguration>('ValidatingWebhookConfiguration')
      .filter(({ metadata }) => VALIDATOR.test(metadata.name)),
    ...view
      .listAll<WebhookConfiguration>('MutatingWebhookConfiguration')
      .filter(({ metadata }) => INJECTOR.test(metadata.name)),
  ].flatMap(object =>
    (object.webhooks ?? []).flatMap((webhook, i) => {
      const found = judge(webhook);
      return found
        ? [{ ...found, object: about(object, `webhooks[${i}].clientConfig`) }]
        : [];
    }),
  );
}

/**
 * A webhook says no address of the control plane, or one that is none. With the control plane outside the cluster there is no
 * Service to ask.
 *
 * Source: istio pkg/config/analysis/analyzers/externalcontrolplane/externalcontrolplane.go.
 */
export const controlPlaneAddressInvalid: MeshRule = view =>
  eachWebhook(view, ({ name, clientConfig }) => {
    const { url, service } = clientConfig ?? {};
    const isMissing = clientConfig && !url && !service;
    return isMissing || (url && !URL.canParse(url))
      ? {
          severity: 'warning',
          message: isMissing
            ? `Webhook ${name} has neither a url nor a service, so it asks nobody.`
            : `Webhook ${name} has the url ${JSON.stringify(url)}, which is none.`,
          action: 'Set url to the https address of the external control plane.',
        }
      : undefined;
  });

/**
 * A webhook reaches the control plane by an IP address, which a certificate seldom is for.
 *
 * Source: as {@link controlPlaneAddressInvalid}.
 */
export const controlPlaneAddressIsIp: MeshRule = view =>
  eachWebhook(view, ({ name, clientConfig }) => {
    const { url } = clientConfig ?? {};
    const host =
      url && URL.canParse(url)
        ? new URL(url).hostname.replace(/^\[|\]$/g, '')
        : '';
    return isIpAddress(host)
      ? {
          severity: 'info',
          message: `Webhook ${name} asks the control plane at ${host}, an IP address.`,
          action: 'Use its host name.',
        }
      : undefined;
  });
