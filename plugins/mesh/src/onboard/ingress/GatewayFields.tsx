import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { useOffered } from '../form/useOffered';

/** Which gateway pods requests come by, where those of Istio are not meant. */
export function GatewayFields() {
  const [{ api, gatewayNamespace, gatewayAccount }, set] = usePart('ingress');
  const isOffered = useOffered(
    api === 'istio',
    `${gatewayNamespace}${gatewayAccount}` !== '',
  );
  return isOffered ? (
    <>
      <DraftField
        label="Gateway's namespace"
        path="ingress.gateway.namespace"
        hint="empty: the gateway that Istio installs"
        value={gatewayNamespace}
        onChange={next => set({ gatewayNamespace: next })}
      />
      <DraftField
        label="Gateway's service account"
        path="ingress.gateway.serviceAccount"
        value={gatewayAccount}
        onChange={next => set({ gatewayAccount: next })}
      />
    </>
  ) : null;
}
