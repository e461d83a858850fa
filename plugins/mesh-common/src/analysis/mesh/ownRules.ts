import { destinationRulesOverlap } from './destinationRulesOverlap';
import { disableInAmbient } from './disableInAmbient';
import { gatewayHostRepeated } from './gatewayHostRepeated';
import { gatewayHostShared } from './gatewayHostShared';
import { identityWithoutMtls } from './identityWithoutMtls';
import { jobDoesNotFinish } from './jobDoesNotFinish';
import { matchGatewayNotFound } from './matchGatewayNotFound';
import { MeshRule } from './MeshRule';
import { mtlsConflict } from './mtlsConflict';
import { policyHostUnknown } from './policyHostUnknown';
import { policyMethodUnknown } from './policyMethodUnknown';
import {
  policyPrincipalUnknown,
  policyTrustDomainUnknown,
} from './policyPrincipalUnknown';
import { portModeOfNoPort } from './portModeOfNoPort';
import { referenceNotGranted } from './referenceNotGranted';
import { repeatedDestination } from './repeatedDestination';
import { requestRuleInAmbient } from './requestRuleInAmbient';
import { reservedPort } from './reservedPort';
import { rootPolicyWithSelector } from './rootPolicyWithSelector';
import { scrapePortRefused } from './scrapePortRefused';
import { statefulSetWithoutNames } from './statefulSetWithoutNames';
import { subsetWithoutLabels } from './subsetWithoutLabels';
import { superfluousWeight } from './superfluousWeight';
import { targetPortNotListened } from './targetPortNotListened';
import { unsetInAmbient } from './unsetInAmbient';
import { wideTlsReplaced } from './wideTlsReplaced';

/** What `istioctl analyze` does not find. Codes are never reused. */
export const ownRules = {
  ONM0601: policyMethodUnknown,
  ONM0602: policyHostUnknown,
  ONM0603: policyPrincipalUnknown,
  ONM0604: policyTrustDomainUnknown,
  ONM0611: destinationRulesOverlap,
  ONM0612: subsetWithoutLabels,
  ONM0613: wideTlsReplaced,
  ONM0621: superfluousWeight,
  ONM0622: repeatedDestination,
  ONM0623: matchGatewayNotFound,
  ONM0624: referenceNotGranted,
  ONM0625: gatewayHostShared,
  ONM0626: gatewayHostRepeated,
  ONM0631: targetPortNotListened,
  ONM0632: statefulSetWithoutNames,
  ONM0641: mtlsConflict,
  ONM0642: identityWithoutMtls,
  ONM0643: rootPolicyWithSelector,
  ONM0644: portModeOfNoPort,
  ONM0645: unsetInAmbient,
  ONM0646: requestRuleInAmbient,
  ONM0671: reservedPort,
  ONM0672: scrapePortRefused,
  ONM0673: jobDoesNotFinish,
  ONM0674: disableInAmbient,
} as const satisfies Record<string, MeshRule>;
