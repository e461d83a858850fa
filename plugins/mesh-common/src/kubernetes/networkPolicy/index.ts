export * from './AdminNetworkPolicy';
export * from './NetworkPolicy';
export * from './connectionVerdict';
export * from './isolatingPolicies';
export * from './networkVerdict';
export * from './PluginPolicy';
export * from './isAboutPod';
