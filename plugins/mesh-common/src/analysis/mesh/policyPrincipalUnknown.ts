import { about, MeshRule } from './MeshRule';
import { unknownPrincipals } from './policyPrincipals';

/** An AuthorizationPolicy names a caller that the cluster does not have. */
export const policyPrincipalUnknown: MeshRule = view =>
  unknownPrincipals(view)
    .filter(({ isForeign }) => !isForeign)
    .map(({ policy, principal, field }) => ({
      severity: 'warning',
      object: about(policy, field),
      message: `No ServiceAccount of this cluster is ${principal}, so the rule is for nobody here.`,
      action:
        'Correct it: <trust domain>/ns/<namespace>/sa/<account>, with an asterisk at one end at most. A caller of another cluster need not be known here.',
    }));

/** An AuthorizationPolicy names a caller of a trust domain that the mesh does not know. */
export const policyTrustDomainUnknown: MeshRule = view =>
  unknownPrincipals(view)
    .filter(({ isForeign }) => isForeign)
    .map(({ policy, principal, field }) => ({
      severity: 'warning',
      object: about(policy, field),
      message: `${principal} is of another trust domain than this mesh (${view.mesh.trustDomain}). Its certificates are accepted only when the meshes share a root.`,
      action:
        'Write cluster.local for the own trust domain, or add the other one to trustDomainAliases when it is the same mesh.',
    }));
