import { accessLogWithoutProvider } from './accessLogWithoutProvider';
import { addressesRequired } from './addressesRequired';
import { applicationRunsAsProxy } from './applicationRunsAsProxy';
import { claimRouteWithoutAuthentication } from './claimRouteWithoutAuthentication';
import { destinationHostNotFound } from './destinationHostNotFound';
import { destinationPortAmbiguous } from './destinationPortAmbiguous';
import { destinationRuleHostUnknown } from './destinationRuleHostUnknown';
import { externalNamePort } from './externalNamePort';
import { failingCondition } from './failingCondition';
import { gatewayConflict } from './gatewayConflict';
import { gatewayNotFound } from './gatewayNotFound';
import { gatewayPortNotExposed } from './gatewayPortNotExposed';
import { gatewaySelectsNothing } from './gatewaySelectsNothing';
import { gatewaySharesCertificate } from './gatewaySharesCertificate';
import { hostNotInGateway } from './hostNotInGateway';
import { deploymentWithImageAuto, podWithImageAuto } from './imageAuto';
import { ingressMissesSubsets } from './ingressMissesSubsets';
import { internalGatewayReferenced } from './internalGatewayReferenced';
import { meshHostConflict } from './meshHostConflict';
import { MeshRule } from './MeshRule';
import { namespaceInjectedByDefault } from './namespaceInjectedByDefault';
import { namespaceLabelsContradict } from './namespaceLabelsContradict';
import { namespaceNotInjected } from './namespaceNotInjected';
import { podMissingProxy } from './podMissingProxy';
import { policyNamespaceNotFound } from './policyNamespaceNotFound';
import { policySelectsNothing } from './policySelectsNothing';
import { portProtocolUnknown } from './portProtocolUnknown';
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

/**
 * What `istioctl analyze` finds, by its own codes, so that people who know those need not learn others.
 *
 * Source: istio pkg/config/analysis/msg/messages.yaml.
 */
export const istioRules = {
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
  IST0109: [meshHostConflict],
  IST0110: [sidecarsOverlap],
  IST0111: [sidecarsForNamespace],
  IST0112: [destinationPortAmbiguous],
  IST0116: [servicesDisagreeOnProtocol],
  IST0118: [portProtocolUnknown],
  IST0123: [namespaceLabelsContradict],
  IST0127: [policySelectsNothing],
  IST0128: [serverNotVerified],
  IST0129: [serverOfPortNotVerified],
  IST0132: [hostNotInGateway],
  IST0134: [addressesRequired],
  IST0137: [servicesShareTargetPort],
  IST0138: [gatewaySharesCertificate],
  IST0140: [ingressMissesSubsets],
  IST0144: [applicationRunsAsProxy],
  IST0145: [gatewayConflict],
  IST0146: [deploymentWithImageAuto],
  IST0147: [podWithImageAuto],
  IST0148: [namespaceInjectedByDefault],
  IST0149: [claimRouteWithoutAuthentication],
  IST0150: [externalNamePort],
  IST0157: [accessLogWithoutProvider],
  IST0159: [telemetriesOverlap],
  IST0160: [telemetriesForNamespace],
  IST0162: [gatewayPortNotExposed],
  IST0165: [internalGatewayReferenced],
  IST0166: [selectorOnGateway],
  IST0167: [sidecarWithoutEffect],
  IST0171: [failingCondition],
  IST0173: [subsetSelectsNothing],
  IST0174: [destinationRuleHostUnknown],
  IST0177: [serviceEntryProtocolConflict],
} as const satisfies Record<string, readonly MeshRule[]>;
