import {
  describeProtocol,
  OnboardingRequest,
  PlanStage,
  StageHint,
} from '@onmesh/plugin-mesh-common';
import { presentStage } from './branchName';
import { escapeMarkdown } from './escapeMarkdown';
import { marker } from './marker';

/** `Join the mesh: shop/checkout (1 of 4)` */
export function pullRequestTitle(request: OnboardingRequest): string {
  const { namespace, workload } = request.target;
  return `${presentStage(request).title}: ${namespace}/${workload} (${request.stageIndex + 1} of ${request.plan.stages.length})`;
}

/** What a reviewer has to know who has never seen the portal. */
export function pullRequestBody(request: OnboardingRequest): string {
  const stage = presentStage(request);
  const requested = request.reason
    ? `Requested by ${escapeMarkdown(request.requester)}: ${escapeMarkdown(request.reason)}`
    : `Requested by ${escapeMarkdown(request.requester)}.`;
  return [
    escapeMarkdown(stage.why),
    ...(request.reverts
      ? [`It takes back what request ${request.reverts} has merged.`]
      : []),
    requested,
    effects(stage),
    ...(stage.hints ?? []).map(hint),
    gates(stage),
    marker(request),
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n');
}

function effects({
  effects: { callers, restarts, appearing, protocols = [] },
}: PlanStage) {
  const rows = callers.map(
    ({ caller, before, after, reason }) =>
      `| ${escapeMarkdown(caller.label)} | ${before} | ${after} | ${escapeMarkdown(reason)} |`,
  );
  return [
    '## What it does',
    ...(restarts ? ['The pods are replaced one by one.'] : []),
    ...protocols.map(describeProtocol),
    rows.length === 0
      ? 'No caller is known, so nothing can be said about who is affected.'
      : [
          '| Caller | Before | After | Why |',
          '| --- | --- | --- | --- |',
          ...rows,
        ].join('\n'),
    ...appearing.map(
      finding =>
        `**${finding.code}**: ${escapeMarkdown(finding.message)} ${escapeMarkdown(finding.action)}`,
    ),
  ].join('\n\n');
}

function hint({ text, yaml }: StageHint): string {
  return [escapeMarkdown(text), `\`\`\`yaml\n${yaml}\`\`\``].join('\n\n');
}

function gates(stage: PlanStage): string {
  return stage.gates.length === 0
    ? ''
    : [
        '## What must hold afterwards',
        stage.gates.map(gate => `- ${gate.replaceAll('-', ' ')}`).join('\n'),
      ].join('\n\n');
}
