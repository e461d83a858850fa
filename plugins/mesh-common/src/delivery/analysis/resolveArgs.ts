import { AnalysisRun } from '../AnalysisRun';
import { listOf } from '../listOf';

type Args = NonNullable<AnalysisRun['spec']>['args'];

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** A text of a metric with the values of the run's arguments; a placeholder without a value stays. */
export function resolveArgs(text: string, args: Args): string {
  const values = valuesOf(args);
  return String(text).replace(
    PLACEHOLDER,
    (whole, tag: string) => values.get(tag.trim()) ?? whole,
  );
}

/** The last placeholder in some texts that has no value, as it is written. */
export function unresolvedIn(
  texts: readonly string[],
  args: Args,
): string | undefined {
  const values = valuesOf(args);
  return texts
    .flatMap(text => [...text.matchAll(PLACEHOLDER)])
    .filter(([, tag]) => !values.has(tag.trim()))
    .at(-1)?.[0];
}

function valuesOf(args: Args): Map<string, string> {
  return new Map(
    listOf(args)
      .filter(({ value }) => value !== undefined && value !== null)
      .map(({ name, value }) => [`args.${name}`, String(value)]),
  );
}
