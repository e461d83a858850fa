import { callerDisablesMtls } from './callerDisablesMtls';
import { callerIsDenied } from './callerIsDenied';
import { callerWouldBeDenied } from './callerWouldBeDenied';
import { connectionFails } from './connectionFails';
import { danglingDestination } from './danglingDestination';
import { deliveryNeedsAttention } from './deliveryNeedsAttention';
import { everyoneMayCall } from './everyoneMayCall';
import { gatewayIsDenied } from './gatewayIsDenied';
import { headlessPodsMixed } from './headlessPodsMixed';
import { hostNotRegistered } from './hostNotRegistered';
import { hostNetworkNotCaptured } from './hostNetworkNotCaptured';
import { httpRouteOnTcpPort } from './httpRouteOnTcpPort';
import { httpRuleOnTcpPort } from './httpRuleOnTcpPort';
import { httpRuleOnUnknownProtocol } from './httpRuleOnUnknownProtocol';
import { identityRuleWithoutMtls } from './identityRuleWithoutMtls';
import { kindNotReadable } from './kindNotReadable';
import { labelWithoutEffect } from './labelWithoutEffect';
import { networkPolicyNotEvaluated } from './networkPolicyNotEvaluated';
import { networkPolicyShutsMesh } from './networkPolicyShutsMesh';
import { networkPolicyShutsProbes } from './networkPolicyShutsProbes';
import { notEnrolled } from './notEnrolled';
import { peerAuthenticationHasProblem } from './peerAuthenticationHasProblem';
import { plaintextCallerRefused } from './plaintextCallerRefused';
import { plaintextIsAccepted } from './plaintextIsAccepted';
import { podSecurityRefusesProxy } from './podSecurityRefusesProxy';
import { podsOutdated } from './podsOutdated';
import { podsWithoutProxy } from './podsWithoutProxy';
import { policyHasProblem } from './policyHasProblem';
import { policyWithoutWaypoint } from './policyWithoutWaypoint';
import { portBypassesSidecar } from './portBypassesSidecar';
import { probesFail } from './probesFail';
import { requestAuthenticationHasProblem } from './requestAuthenticationHasProblem';
import { revisionNotInstalled } from './revisionNotInstalled';
import { routesWithoutWaypoint } from './routesWithoutWaypoint';
import { ruleBeyondZtunnel } from './ruleBeyondZtunnel';
import { scrapeIsRefused } from './scrapeIsRefused';
import { serverSpeaksFirst } from './serverSpeaksFirst';
import { shadowedPeerAuthentication } from './shadowedPeerAuthentication';
import { sidecarInAmbientNamespace } from './sidecarInAmbientNamespace';
import { startsBeforeProxy } from './startsBeforeProxy';
import { versionNotTold } from './versionNotTold';
import { waypointCanBePassed } from './waypointCanBePassed';
import { waypointDoesNotServe } from './waypointDoesNotServe';
import { waypointIsRefused } from './waypointIsRefused';
import { withoutEffectInAmbient } from './withoutEffectInAmbient';
import { Rule } from './Rule';

/** Every rule, by the code of its findings. Codes are never reused. */
export const rules: Record<string, Rule> = {
  ONM0101: notEnrolled,
  ONM0102: podsWithoutProxy,
  ONM0103: kindNotReadable,
  ONM0104: revisionNotInstalled,
  ONM0105: podsOutdated,
  ONM0106: labelWithoutEffect,
  ONM0107: waypointDoesNotServe,
  ONM0108: policyWithoutWaypoint,
  ONM0109: ruleBeyondZtunnel,
  ONM0110: waypointIsRefused,
  ONM0111: waypointCanBePassed,
  ONM0112: sidecarInAmbientNamespace,
  ONM0113: hostNetworkNotCaptured,
  ONM0114: podSecurityRefusesProxy,
  ONM0115: startsBeforeProxy,
  ONM0116: networkPolicyShutsMesh,
  ONM0117: networkPolicyShutsProbes,
  ONM0118: networkPolicyNotEvaluated,
  ONM0119: withoutEffectInAmbient,
  ONM0201: plaintextIsAccepted,
  ONM0202: plaintextCallerRefused,
  ONM0203: shadowedPeerAuthentication,
  ONM0204: peerAuthenticationHasProblem,
  ONM0205: connectionFails,
  ONM0206: callerDisablesMtls,
  ONM0207: portBypassesSidecar,
  ONM0208: headlessPodsMixed,
  ONM0209: probesFail,
  ONM0210: serverSpeaksFirst,
  ONM0301: everyoneMayCall,
  ONM0302: callerIsDenied,
  ONM0303: callerWouldBeDenied,
  ONM0304: identityRuleWithoutMtls,
  ONM0305: httpRuleOnUnknownProtocol,
  ONM0306: policyHasProblem,
  ONM0307: requestAuthenticationHasProblem,
  ONM0308: gatewayIsDenied,
  ONM0309: scrapeIsRefused,
  ONM0310: httpRuleOnTcpPort,
  ONM0401: danglingDestination,
  ONM0402: routesWithoutWaypoint,
  ONM0403: httpRouteOnTcpPort,
  ONM0404: hostNotRegistered,
  ONM0501: deliveryNeedsAttention,
  ONM0502: versionNotTold,
};
