import { profileSchema } from '@onmesh/plugin-mesh-common';

type Result = ReturnType<typeof profileSchema.safeParse>;
type Issue = NonNullable<Result['error']>['issues'][number];

/** Why the schema refuses what is in a field. An item of a list is named, since its field holds others too. */
export function describeIssue(issue: Issue, candidate: unknown): string {
  const value = issue.path.reduce(within, candidate);
  if (issue.code !== 'custom' && (value === undefined || value === '')) {
    return 'is required';
  }
  const isItem = typeof issue.path.at(-1) === 'number';
  return isItem && typeof value !== 'object'
    ? `${value} ${wordsOf(issue)}`
    : wordsOf(issue);
}

/** Our patterns explain themselves; the schema library's own words do not speak to people. */
function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int'
        ? 'must be a whole number'
        : `must be a ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'array'
        ? 'must have at least one'
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must not be longer than ${issue.maximum}`
        : `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_key':
      return issue.issues[0].message;
    default:
      return issue.message;
  }
}

function within(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, key)
    : undefined;
}
