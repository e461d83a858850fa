import {
  describeProtocol,
  Plan,
  PlanFile,
  PlanStage,
} from '@onmesh/plugin-mesh-common';
import { createTwoFilesPatch } from 'diff';

/** A plan as people read it: what each stage does, to which files and to whom, and what must hold after it. */
export function describePlan({ stages, risk, riskReasons }: Plan): string {
  if (stages.length === 0) {
    return 'The repository says exactly this already: nothing is to be done.';
  }
  return [
    ...stages.map((stage, i) => describeStage(stage, i, stages.length)),
    [`risk: ${risk}`, ...riskReasons.map(reason => `  ${reason}`)].join('\n'),
  ].join('\n\n');
}

function describeStage(
  { title, why, files, gates, effects, hints = [] }: PlanStage,
  index: number,
  count: number,
): string {
  const changes = effects.callers.filter(
    ({ before, after }) => before !== after,
  );
  return [
    `Stage ${index + 1} of ${count}: ${title}`,
    `  ${why}`,
    ...files.map(file => `  ${verb(file)} ${file.path}`),
    ...(effects.protocols ?? []).map(effect => `  ${describeProtocol(effect)}`),
    ...(effects.restarts ? ['  pods are replaced one by one'] : []),
    ...changes.map(
      ({ caller, before, after, reason }) =>
        `  ${caller.label}: ${before} -> ${after}. ${reason}`,
    ),
    ...effects.appearing.map(
      ({ severity, code, message }) => `  new ${severity} ${code}: ${message}`,
    ),
    ...effects.resolved.map(
      ({ code, message }) => `  resolves ${code}: ${message}`,
    ),
    ...hints.flatMap(({ text, yaml }) => [
      `  ${text}`,
      ...yaml
        .trimEnd()
        .split('\n')
        .map(line => `      ${line}`),
    ]),
    ...gates.map(gate => `  then: ${gate.replaceAll('-', ' ')}`),
  ].join('\n');
}

function verb({ before, after }: PlanFile): string {
  if (before === null) {
    return 'add   ';
  }
  return after === null ? 'delete' : 'change';
}

/** The changes of some stages as one patch that `git apply` takes. */
export function patchOf(stages: readonly PlanStage[]): string {
  const first = new Map<string, string | null>();
  const last = new Map<string, string | null>();
  for (const { path, before, after } of stages.flatMap(({ files }) => files)) {
    if (!first.has(path)) {
      first.set(path, before);
    }
    last.set(path, after);
  }
  return [...last]
    .filter(([path, after]) => first.get(path) !== after)
    .map(([path, after]) => {
      const before = first.get(path) ?? null;
      const patch = createTwoFilesPatch(
        before === null ? '/dev/null' : `a/${path}`,
        after === null ? '/dev/null' : `b/${path}`,
        before ?? '',
        after ?? '',
      );
      // What git itself writes has no rule above, and no tabs behind names.
      return patch
        .replace(/^=+\n/, '')
        .replace(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2');
    })
    .join('')
    .trimEnd();
}
