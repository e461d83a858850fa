export * from './WaypointBinding';
export type { WaypointGateway, WaypointName } from './WaypointGateway';
export * from './waypointFor';
export * from './ingressUsesWaypoint';
export * from './waypointProxy';
export * from './ambientAuthorizer';
export * from './whoMayCallInAmbient';
