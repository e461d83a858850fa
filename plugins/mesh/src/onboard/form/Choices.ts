/** What can be chosen, each with its words. What is of no use at the moment may be missing. */
export type Choices<T extends string> = Partial<Record<T, string>>;

/** Whether a text is one of the choices. */
export function isChoice<T extends string>(
  choices: Choices<T>,
  value: string,
): value is T {
  return value in choices;
}

/** The choices that are of use, and the one that is chosen: it stays, so that the schema's refusal has a place. */
export function offered<T extends string>(
  choices: Record<T, string>,
  current: T,
  isOfUse: (choice: T) => boolean,
): Choices<T> {
  const offers: Choices<T> = {};
  for (const choice in choices) {
    if (choice === current || isOfUse(choice)) {
      offers[choice] = choices[choice];
    }
  }
  return offers;
}
