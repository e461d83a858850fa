import { durationSeconds } from './durationSeconds';
import { formatSeconds } from './formatSeconds';
import { listOf } from './listOf';
import { CanaryStep } from './Rollout';

/**
 * What a canary step does, in words for someone who does not know the controller's field names.
 *
 * @param maxWeight - what weights are out of
 */
export function describeStep(step: CanaryStep, maxWeight = 100): string {
  if (typeof step.setWeight === 'number') {
    return `set weight ${percent(step.setWeight, maxWeight)}`;
  }
  if (step.pause) {
    return describePause(step.pause.duration);
  }
  if (step.analysis) {
    const names = listOf(step.analysis.templates)
      .map(template => template.templateName)
      .filter(Boolean);
    return names.length === 0
      ? 'run an analysis'
      : `run the analysis ${names.join(', ')}`;
  }
  if (step.experiment) {
    return 'run an experiment';
  }
  if (step.setCanaryScale) {
    return describeScale(step.setCanaryScale);
  }
  return describeRoute(step) ?? describeUnknown(step);
}

function describePause(duration: number | string | undefined): string {
  if (duration === undefined || duration === null) {
    return 'pause until a person promotes';
  }
  const seconds = durationSeconds(duration);
  if (seconds === undefined) {
    return `pause for "${String(duration)}", which is not a duration`;
  }
  return `pause ${formatSeconds(seconds)}`;
}

function describeScale(
  scale: NonNullable<CanaryStep['setCanaryScale']>,
): string {
  if (scale.matchTrafficWeight) {
    return 'scale the canary with its traffic weight';
  }
  if (typeof scale.replicas === 'number') {
    return `scale the canary to ${scale.replicas} ${scale.replicas === 1 ? 'pod' : 'pods'}`;
  }
  return typeof scale.weight === 'number'
    ? `scale the canary to ${scale.weight} % of the pods`
    : 'scale the canary';
}

function describeRoute(step: CanaryStep): string | undefined {
  const { setHeaderRoute: header, setMirrorRoute: mirror, plugin } = step;
  if (header) {
    const headers = listOf(header.match)
      .map(match => match.headerName)
      .filter(Boolean);
    return listOf(header.match).length === 0
      ? `remove the header route ${named(header.name)}`
      : `send requests with the header ${headers.join(', ')} to the canary`;
  }
  if (mirror) {
    return listOf(mirror.match).length === 0
      ? `remove the mirror route ${named(mirror.name)}`
      : `mirror ${mirror.percentage ?? 100} % of matching requests to the canary`;
  }
  return plugin && `run the step plugin ${named(plugin.name)}`;
}

function describeUnknown(step: CanaryStep): string {
  const [field] = Object.keys(step);
  return field === undefined ? 'an empty step' : `an unknown step: ${field}`;
}

function named(name: string | undefined): string {
  return name ?? 'without a name';
}

function percent(weight: number, maxWeight: number): string {
  return `${Number(((weight * 100) / maxWeight).toFixed(2))} %`;
}
