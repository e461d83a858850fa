import { callerDisablesMtls } from './callerDisablesMtls';
import { callerIsDenied } from './callerIsDenied';
import { callerWouldBeDenied } from './callerWouldBeDenied';
import { connectionFails } from './connectionFails';
import { danglingDestination } from './danglingDestination';
import { deliveryNeedsAttention } from './deliveryNeedsAttention';
import { everyoneMayCall } from './everyoneMayCall';
import { httpRuleOnUnknownProtocol } from './httpRuleOnUnknownProtocol';
import { identityRuleWithoutMtls } from './identityRuleWithoutMtls';
import { kindNotReadable } from './kindNotReadable';
import { labelWithoutEffect } from './labelWithoutEffect';
import { notEnrolled } from './notEnrolled';
import { peerAuthenticationHasProblem } from './peerAuthenticationHasProblem';
import { plaintextCallerRefused } from './plaintextCallerRefused';
import { plaintextIsAccepted } from './plaintextIsAccepted';
import { podsOutdated } from './podsOutdated';
import { podsWithoutProxy } from './podsWithoutProxy';
import { policyHasProblem } from './policyHasProblem';
import { policyWithoutWaypoint } from './policyWithoutWaypoint';
import { portBypassesSidecar } from './portBypassesSidecar';
import { requestAuthenticationHasProblem } from './requestAuthenticationHasProblem';
import { revisionNotInstalled } from './revisionNotInstalled';
import { ruleBeyondZtunnel } from './ruleBeyondZtunnel';
import { shadowedPeerAuthentication } from './shadowedPeerAuthentication';
import { sidecarInAmbientNamespace } from './sidecarInAmbientNamespace';
import { waypointCanBePassed } from './waypointCanBePassed';
import { waypointDoesNotServe } from './waypointDoesNotServe';
import { waypointIsRefused } from './waypointIsRefused';
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
  ONM0201: plaintextIsAccepted,
  ONM0202: plaintextCallerRefused,
  ONM0203: shadowedPeerAuthentication,
  ONM0204: peerAuthenticationHasProblem,
  ONM0205: connectionFails,
  ONM0206: callerDisablesMtls,
  ONM0207: portBypassesSidecar,
  ONM0301: everyoneMayCall,
  ONM0302: callerIsDenied,
  ONM0303: callerWouldBeDenied,
  ONM0304: identityRuleWithoutMtls,
  ONM0305: httpRuleOnUnknownProtocol,
  ONM0306: policyHasProblem,
  ONM0307: requestAuthenticationHasProblem,
  ONM0401: danglingDestination,
  ONM0501: deliveryNeedsAttention,
};
