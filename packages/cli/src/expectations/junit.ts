import { Result } from './checkExpectation';
import { describeFailure } from './describeResult';

/** The results in the format that CI systems show: one suite a file, one test case an expectation. */
export function junit(results: readonly Result[]): string {
  const files = [...new Set(results.map(({ file }) => file))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="onmesh" ${counts(results)}>`,
    ...files.flatMap(file => {
      const own = results.filter(result => result.file === file);
      return [
        `  <testsuite name="${escape(file)}" ${counts(own)}>`,
        ...own.flatMap(testCase),
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
  ].join('\n');
}

function testCase(result: Result): string[] {
  const { name, file, line, holds, actual } = result;
  const open = `    <testcase classname="${escape(file)}" name="${escape(name)}" file="${escape(file)}" line="${line}"`;
  return holds
    ? [`${open}/>`]
    : [
        `${open}>`,
        `      <failure message="${escape(`it is: ${actual.join(', ') || 'nobody'}`)}">${escape(describeFailure(result).join('\n'))}</failure>`,
        '    </testcase>',
      ];
}

function counts(results: readonly Result[]): string {
  const failures = results.filter(({ holds }) => !holds).length;
  return `tests="${results.length}" failures="${failures}" errors="0"`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escape(text: string): string {
  return (
    text
      .replace(/[&<>"\n\t]/g, found => ENTITIES[found])
      // XML 1.0 has no way to write these.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd')
  );
}
