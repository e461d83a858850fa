/** A field of the profile, or an item of a list there: `['canary', 'steps', 0, 'weight']`. */
export type ProfilePath = readonly (string | number)[];

/** A plan that cannot be made as things are. The message says what is in the way, where it is, and what to do. */
export class PlanError extends Error {
  readonly name = 'PlanError';

  /** @param path - the field of the profile that leads there, where it is one that could say otherwise */
  constructor(
    message: string,
    readonly path?: ProfilePath,
  ) {
    super(message);
  }
}
