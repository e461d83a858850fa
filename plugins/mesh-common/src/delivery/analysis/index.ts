export * from './metricProblem';
export * from './metricQueries';
export * from './metricSeries';
export * from './metricVerdict';
export * from './metricWords';
export * from './resolveArgs';
export * from './runProblem';
export * from './runVerdict';
