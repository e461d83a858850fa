import {
  EffectivePeerAuthentications,
  WorkloadIdentity,
  peerAuthenticationsFor,
} from '../peerAuthenticationsFor';
import { TlsMesh } from './TlsQuestion';

/** The PeerAuthentications that count for a workload, looked up in its namespace and the root namespace only. */
export function policiesOf(
  {
    rootNamespace,
    peerAuthenticationsIn,
  }: Pick<TlsMesh, 'rootNamespace' | 'peerAuthenticationsIn'>,
  workload: WorkloadIdentity,
): EffectivePeerAuthentications {
  return peerAuthenticationsFor({
    workload,
    policies: [...new Set([rootNamespace, workload.namespace])].flatMap(
      namespace => peerAuthenticationsIn(namespace),
    ),
    rootNamespace,
  });
}
