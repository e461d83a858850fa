export * from './Canary';
export * from './canaryChecks';
export * from './canaryFor';
export * from './canaryGates';
export * from './canaryNames';
export * from './canaryPhase';
export * from './canaryRoutes';
export * from './canaryStrategy';
