import { escapeXml } from '../output/escapeXml';
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
        `  <testsuite name="${escapeXml(file)}" ${counts(own)}>`,
        ...own.flatMap(testCase),
        '  </testsuite>',
      ];
    }),
    '</testsuites>',
  ].join('\n');
}

function testCase(result: Result): string[] {
  const { name, file, line, holds, actual } = result;
  const open = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}" file="${escapeXml(file)}" line="${line}"`;
  return holds
    ? [`${open}/>`]
    : [
        `${open}>`,
        `      <failure message="${escapeXml(`it is: ${actual.join(', ') || 'nobody'}`)}">${escapeXml(describeFailure(result).join('\n'))}</failure>`,
        '    </testcase>',
      ];
}

function counts(results: readonly Result[]): string {
  const failures = results.filter(({ holds }) => !holds).length;
  return `tests="${results.length}" failures="${failures}" errors="0"`;
}
