import { GateResult } from '../plan/gates';
import { OnboardingRequest } from './OnboardingRequest';

/**
 * The gates that wait for what is not known, when nothing else holds the present stage up. A gate that the cluster answers
 * is never among them: a pod without a proxy needs a look at the pod and not a signature.
 */
export function unknownGates({
  state,
  gates,
}: Pick<OnboardingRequest, 'state' | 'gates'>): GateResult[] {
  const open =
    state === 'verifying' ? gates.filter(gate => gate.state !== 'met') : [];
  return open.every(gate => gate.unknown) ? open : [];
}
