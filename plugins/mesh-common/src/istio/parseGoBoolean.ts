const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** A text as Go's `strconv.ParseBool` reads it; undefined for one that it does not take. */
export function parseGoBoolean(text: string | undefined): boolean | undefined {
  if (text === undefined) {
    return undefined;
  }
  return TRUE.includes(text) || (FALSE.includes(text) ? false : undefined);
}
