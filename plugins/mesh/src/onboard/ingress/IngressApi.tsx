import { useDraft, usePart } from '../DraftContext';
import { offered } from '../form/Choices';
import { RadioField } from '../form/RadioField';
import { useOffered } from '../form/useOffered';

const gateways = {
  istio: 'The ingress gateway of Istio that is there already',
  'gateway-api': 'A gateway of its own, by the Gateway API',
};

/** By which gateway requests come in, where there is a choice. */
export function IngressApi() {
  const { canary } = useDraft().draft;
  const [{ api }, set] = usePart('ingress');
  // A canary shifts the weights of a VirtualService, which only Istio's gateway follows.
  const hasChoice = useOffered(!canary.isSet, api === 'gateway-api');
  return hasChoice ? (
    <RadioField
      label="Gateway"
      path="ingress.api"
      choices={offered(gateways, api, one => one === 'istio' || !canary.isSet)}
      value={api}
      onChange={next => set({ api: next })}
    />
  ) : null;
}
