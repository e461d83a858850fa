/** A plan that cannot be made as things are. The message says what is in the way, where it is, and what to do. */
export class PlanError extends Error {
  readonly name = 'PlanError';
}
