import { plural } from '../../words/formatNumber';
import { CanaryDraft, goesOn } from './canaryDraft';

const controllers = {
  'argo-rollouts': 'Argo Rollouts',
  flagger: 'Flagger',
  none: 'by pull requests',
};

/** How new versions are let in, on one line. */
export function describeCanary(canary: CanaryDraft): string {
  const { controller = 'argo-rollouts', steps, analysis } = canary;
  const isJudged =
    analysis.minSuccessRate ||
    analysis.maxP99Ms ||
    (analysis.promql && controller !== 'none');
  if (!goesOn(canary)) {
    return `all to ${canary.stableVersion || 'one version'}`;
  }
  return [
    controllers[controller],
    plural(steps.length, 'step'),
    ...(isJudged ? ['judged by metrics'] : []),
  ].join(', ');
}
