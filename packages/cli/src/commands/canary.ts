import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { columns } from '../output/columns';
import { reportCommand } from './report';

/** How the delivery of workloads is doing. */
export const canary = reportCommand({
  name: 'canary',
  summary: 'How is the canary: phase, step, weights, versions, analysis?',
  findings: 'ONM05',
  data: ({ delivery }) => ({ delivery }),
  text: describeDelivery,
});

/** The phase, then what is known of steps, weights, versions and analyses. */
export function describeDelivery({ delivery }: TargetStatus): string[] {
  const { controller, phase, message, step, weight, versions, analysis } =
    delivery;
  if (controller === 'none') {
    return [message];
  }
  const percent = (value: number | undefined) =>
    value === undefined ? 'unknown' : `${value} %`;
  return [
    `${phase}: ${message}`,
    ...(step ? [`step ${step.index + 1} of ${step.count}: ${step.text}`] : []),
    ...(weight
      ? [
          `canary weight: wanted ${percent(weight.wanted)}, reported ${percent(weight.reported)}, routed ${percent(weight.routed)}`,
        ]
      : []),
    ...columns(
      versions.map(({ role, revision, images }) => [
        role,
        revision === undefined ? 'revision unknown' : `revision ${revision}`,
        images.join(', '),
      ]),
      '  ',
    ),
    ...analysis.map(({ name, phase: state }) => `analysis ${name}: ${state}`),
    ...delivery.warnings.map(warning => `warning: ${warning}`),
  ];
}
