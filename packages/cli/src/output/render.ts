import { stringify } from 'yaml';

/** A value in a form that programs read. What is undefined is left out in both. */
export function render(value: unknown, format: 'json' | 'yaml'): string {
  return format === 'json'
    ? JSON.stringify(value, null, 2)
    : stringify(value, {
        lineWidth: 0,
        aliasDuplicateObjects: false,
      }).trimEnd();
}
