import { describeTrace } from '../output/describeAnswer';
import { Result } from './checkExpectation';

/** One line when it holds; else the difference, what decided and what every policy made of it. */
export function describeResult(result: Result): string {
  const { name, file, line, holds } = result;
  return holds
    ? `ok    ${name}`
    : [
        `FAIL  ${name}  (${file}:${line})`,
        ...describeFailure(result).map(text => `      ${text}`),
      ].join('\n');
}

/** Why an expectation does not hold, a line each. */
export function describeFailure(result: Result): string[] {
  const { about, because, trace = [] } = result;
  return [
    about,
    ...difference(result),
    ...because.map(why => `  because ${why}`),
    ...describeTrace(trace, '  '),
  ];
}

/** `-` for what must hold and does not, `+` for what holds instead. */
function difference({ expected, actual }: Result): string[] {
  return [
    ...expected.map(line =>
      actual.includes(line) ? `  ${line}` : `- ${line}`,
    ),
    ...actual.filter(line => !expected.includes(line)).map(line => `+ ${line}`),
  ];
}

/** `3 expectations: 2 hold, 1 does not` */
export function describeTotals(results: readonly Result[]): string {
  const holding = results.filter(({ holds }) => holds).length;
  const failing = results.length - holding;
  const noun = results.length === 1 ? 'expectation' : 'expectations';
  return `${results.length} ${noun}: ${holding} ${holding === 1 ? 'holds' : 'hold'}, ${failing} ${failing === 1 ? 'does' : 'do'} not`;
}
