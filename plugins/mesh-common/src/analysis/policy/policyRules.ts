import { MeshRule } from '../mesh/MeshRule';
import { addressNeverMatches } from './addressNeverMatches';
import { clientSaysItsAddress } from './clientSaysItsAddress';
import { hostWithoutPort } from './hostWithoutPort';
import { impossiblePrincipal } from './impossiblePrincipal';
import { namespaceSuffixTooWide } from './namespaceSuffixTooWide';
import { onlyNegativeSources } from './onlyNegativeSources';
import { pathNeverMatches } from './pathNeverMatches';
import { everyPolicy } from './PolicyRule';
import { sniWithCapitals } from './sniWithCapitals';
import { templateWithoutSlash } from './templateWithoutSlash';
import { tokenIdentityNeverMatches } from './tokenIdentityNeverMatches';
import { trustDomainNotExpanded } from './trustDomainNotExpanded';

/** Ways in which an AuthorizationPolicy that Istio takes works otherwise than it reads. Codes are never reused. */
export const policyRules = {
  ONM0651: everyPolicy(templateWithoutSlash),
  ONM0652: everyPolicy(namespaceSuffixTooWide),
  ONM0653: everyPolicy(onlyNegativeSources),
  ONM0654: everyPolicy(impossiblePrincipal),
  ONM0655: everyPolicy(trustDomainNotExpanded),
  ONM0656: everyPolicy(clientSaysItsAddress),
  ONM0657: everyPolicy(addressNeverMatches),
  ONM0658: everyPolicy(pathNeverMatches),
  ONM0659: everyPolicy(hostWithoutPort),
  ONM0660: everyPolicy(tokenIdentityNeverMatches),
  ONM0661: everyPolicy(sniWithCapitals),
} as const satisfies Record<string, MeshRule>;
