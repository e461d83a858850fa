export * from './NetworkPolicy';
export * from './isolatingPolicies';
export * from './networkVerdict';
