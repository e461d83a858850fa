import { describeEvidence } from '@onmesh/plugin-mesh-common';
import { Answer } from '../request/answer';
import { describeRequest } from '../request/requestSchema';
import { columns } from './columns';

/** An answer as people read it: the verdict, what decided, and what every policy makes of the request. */
export function describeAnswer(answer: Answer): string {
  const { verdict, reason, workload, request } = answer;
  return [
    `${verdict.toUpperCase()}  ${describeRequest(workload, request)}`,
    ...columns(
      [
        ['rule', decidedBy(answer)],
        ['because', reason],
      ],
      '  ',
    ),
    ...describeTrace(answer.trace, '  '),
  ].join('\n');
}

/** The object and field that decided. */
export function decidedBy({
  evidence,
  rule,
}: Pick<Answer, 'evidence' | 'rule'>): string {
  if (evidence === undefined) {
    return '(no single one)';
  }
  const place = [describeEvidence(evidence), evidence.field]
    .filter(part => part !== undefined)
    .join(' ');
  return rule === undefined ? place : `${place}  ${rule}`;
}

/** Every policy in the order of evaluation. */
export function describeTrace(
  trace: Answer['trace'],
  indent: string,
): string[] {
  if (trace.length === 0) {
    return [];
  }
  const rows = trace.map(({ evidence, action, dryRun, matched, why }, i) => [
    `${i + 1}.`,
    `${action}${dryRun ? ' (dry run)' : ''}`,
    describeEvidence(evidence),
    { yes: 'matches', no: 'does not match', unknown: 'may match' }[matched],
    why,
  ]);
  return [`${indent}trace`, ...columns(rows, `${indent}  `)];
}
