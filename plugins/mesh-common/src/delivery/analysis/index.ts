export * from './metricSeries';
export * from './metricVerdict';
