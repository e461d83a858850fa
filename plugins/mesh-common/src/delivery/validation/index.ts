export { type RolloutProblem } from './RolloutProblem';
export * from './rolloutProblems';
