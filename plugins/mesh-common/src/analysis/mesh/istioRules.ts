import { accessLogWithoutProvider } from './accessLogWithoutProvider';
import { addressesRequired } from './addressesRequired';
import { annotationAlpha } from './annotationAlpha';
import { annotationDeprecated } from './annotationDeprecated';
import { annotationInvalid } from './annotationInvalid';
import { annotationMisplaced } from './annotationMisplaced';
import { annotationUnknown } from './annotationUnknown';
import { applicationRunsAsProxy } from './applicationRunsAsProxy';
import { claimRouteWithoutAuthentication } from './claimRouteWithoutAuthentication';
import {
  controlPlaneAddressInvalid,
  controlPlaneAddressIsIp,
} from './controlPlaneAddress';
import { deprecatedField } from './deprecatedField';
import { destinationHostNotFound } from './destinationHostNotFound';
import { destinationPortAmbiguous } from './destinationPortAmbiguous';
import { destinationRuleHostUnknown } from './destinationRuleHostUnknown';
import { externalNamePort } from './externalNamePort';
import { failingCondition } from './failingCondition';
import { gatewayApiOutdated } from './gatewayApiOutdated';
import { gatewayConflict } from './gatewayConflict';
import { gatewayNotFound } from './gatewayNotFound';
import { gatewayPortNotExposed } from './gatewayPortNotExposed';
import { gatewaySelectsNothing } from './gatewaySelectsNothing';
import { gatewaySharesCertificate } from './gatewaySharesCertificate';
import { hostNotInGateway } from './hostNotInGateway';
import { deploymentWithImageAuto, podWithImageAuto } from './imageAuto';
import { ingressMissesSubsets } from './ingressMissesSubsets';
import { internalGatewayReferenced } from './internalGatewayReferenced';
import { jwksFetchUnrestricted } from './jwksFetchUnrestricted';
import { lightstepProvider } from './lightstepProvider';
import { meshHostConflict } from './meshHostConflict';
import { meshNetworkRegistryUnknown } from './meshNetworkRegistryUnknown';
import { MeshRule } from './MeshRule';
import { namespaceInjectedByDefault } from './namespaceInjectedByDefault';
import { namespaceLabelsContradict } from './namespaceLabelsContradict';
import { namespaceNotInjected } from './namespaceNotInjected';
import { addIgnored, removeIgnored, replaceIgnored } from './patchIgnored';
import {
  patchOrderDiffersByVersion,
  patchOrderUnclear,
} from './patchOrderUnclear';
import { podMissingProxy } from './podMissingProxy';
import { policyNamespaceNotFound } from './policyNamespaceNotFound';
import { policySelectsNothing } from './policySelectsNothing';
import { portProtocolUnknown } from './portProtocolUnknown';
import { proxyImageMismatch } from './proxyImageMismatch';
import { removedKind } from './removedKind';
import { selectorOnGateway } from './selectorOnGateway';
import {
  serverNotVerified,
  serverOfPortNotVerified,
} from './serverNotVerified';
import { serviceEntryProtocolConflict } from './serviceEntryProtocolConflict';
import { servicesDisagreeOnProtocol } from './servicesDisagreeOnProtocol';
import { servicesShareTargetPort } from './servicesShareTargetPort';
import { sidecarSelectsNothing } from './sidecarSelectsNothing';
import { sidecarsForNamespace } from './sidecarsForNamespace';
import { sidecarsOverlap } from './sidecarsOverlap';
import { sidecarWithoutEffect } from './sidecarWithoutEffect';
import { subsetNotFound } from './subsetNotFound';
import { subsetSelectsNothing } from './subsetSelectsNothing';
import { telemetriesForNamespace } from './telemetriesForNamespace';
import { telemetriesOverlap } from './telemetriesOverlap';
import { telemetrySelectsNothing } from './telemetrySelectsNothing';
import { matchUnreachable, routeUnreachable } from './unreachableRoute';
import { webhookServiceNotFound } from './webhookServiceNotFound';
import { webhooksOverlap } from './webhooksOverlap';

/**
 * What `istioctl analyze` finds, by its own codes, so that people who know those need not learn others.
 *
 * Source: istio pkg/config/analysis/msg/messages.yaml.
 */
export const istioRules = {
  IST0002: [deprecatedField, lightstepProvider, removedKind],
  IST0101: [
    destinationHostNotFound,
    subsetNotFound,
    gatewayNotFound,
    gatewaySelectsNothing,
    policyNamespaceNotFound,
    sidecarSelectsNothing,
    telemetrySelectsNothing,
  ],
  IST0102: [namespaceNotInjected],
  IST0103: [podMissingProxy],
  IST0107: [annotationMisplaced],
  IST0108: [annotationUnknown],
  IST0109: [meshHostConflict],
  IST0110: [sidecarsOverlap],
  IST0111: [sidecarsForNamespace],
  IST0112: [destinationPortAmbiguous],
  IST0116: [servicesDisagreeOnProtocol],
  IST0118: [portProtocolUnknown],
  IST0123: [namespaceLabelsContradict],
  IST0125: [annotationInvalid],
  IST0126: [meshNetworkRegistryUnknown],
  IST0127: [policySelectsNothing],
  IST0128: [serverNotVerified],
  IST0129: [serverOfPortNotVerified],
  IST0130: [routeUnreachable],
  IST0131: [matchUnreachable],
  IST0132: [hostNotInGateway],
  IST0134: [addressesRequired],
  IST0135: [annotationDeprecated],
  IST0137: [servicesShareTargetPort],
  IST0138: [gatewaySharesCertificate],
  IST0139: [webhooksOverlap, webhookServiceNotFound],
  IST0140: [ingressMissesSubsets],
  IST0144: [applicationRunsAsProxy],
  IST0145: [gatewayConflict],
  IST0146: [deploymentWithImageAuto],
  IST0147: [podWithImageAuto],
  IST0148: [namespaceInjectedByDefault],
  IST0149: [claimRouteWithoutAuthentication],
  IST0150: [externalNamePort],
  IST0151: [patchOrderUnclear],
  IST0152: [replaceIgnored],
  IST0153: [addIgnored],
  IST0154: [removeIgnored],
  IST0155: [patchOrderDiffersByVersion],
  IST0157: [accessLogWithoutProvider],
  IST0158: [proxyImageMismatch],
  IST0159: [telemetriesOverlap],
  IST0160: [telemetriesForNamespace],
  IST0162: [gatewayPortNotExposed],
  IST0163: [controlPlaneAddressInvalid],
  IST0164: [controlPlaneAddressIsIp],
  IST0165: [internalGatewayReferenced],
  IST0166: [selectorOnGateway],
  IST0167: [sidecarWithoutEffect],
  IST0171: [failingCondition],
  IST0173: [subsetSelectsNothing],
  IST0174: [destinationRuleHostUnknown],
  IST0175: [jwksFetchUnrestricted],
  IST0176: [gatewayApiOutdated],
  IST0177: [serviceEntryProtocolConflict],
} as const satisfies Record<string, readonly MeshRule[]>;

/** What is told only to who asks, because a mesh in good order has plenty of it. `istioctl analyze` does so too. */
export const istioRulesOnRequest = {
  IST0136: [annotationAlpha],
} as const satisfies Record<string, readonly MeshRule[]>;
