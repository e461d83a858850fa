/** What zod hands to a check that spans several fields. */
export interface RefinementContext {
  addIssue(issue: {
    code: 'custom';
    path: (string | number)[];
    message: string;
  }): void;
}

/** Refuses the value of a field, saying what it has to be. */
export type Refuse = (path: (string | number)[], message: string) => void;

export function refuserOf(context: RefinementContext): Refuse {
  return (path, message) => context.addIssue({ code: 'custom', path, message });
}
