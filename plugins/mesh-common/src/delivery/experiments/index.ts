export * from './DeliveryExperiment';
export * from './Experiment';
export * from './experimentsOf';
export * from './experimentStatus';
