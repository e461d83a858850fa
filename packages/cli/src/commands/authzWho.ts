import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { columns } from '../output/columns';
import { reportCommand } from './report';

/** Who may call a workload. */
export const authzWho = reportCommand({
  name: 'authz who',
  summary: 'Who may call a workload: the default, each rule, each caller?',
  findings: 'ONM03',
  data: ({ mesh, access }) => ({ mesh, access }),
  text: describeAccess,
});

/** The default, then a line a rule, then a line a caller. */
export function describeAccess({ access }: TargetStatus): string[] {
  const onlySidecars = access.rules.every(
    ({ enforcedBy }) => enforcedBy === 'sidecar',
  );
  return [
    `${access.default}: ${access.reason}`,
    ...columns(
      access.rules.map(
        ({ action, dryRun, sentence, evidence, enforcedBy, note }) => [
          `${action}${dryRun ? ' (dry run)' : ''}`,
          `${evidence.namespace}/${evidence.name}`,
          // A sidecar is where everybody expects it to be enforced.
          ...(onlySidecars ? [] : [enforcedBy ?? '']),
          note === undefined ? sentence : `${sentence} (${note})`,
        ],
      ),
      '  ',
    ),
    ...columns(
      access.callers.map(({ caller, verdict, reason, ifEnforced }) => [
        verdict,
        `${caller.namespace ?? '?'}/${caller.serviceAccount ?? caller.label}`,
        ifEnforced === undefined
          ? reason
          : `${reason} Once dry runs are enforced: ${ifEnforced.verdict}. ${ifEnforced.reason}`,
      ]),
      '  ',
    ),
  ];
}
