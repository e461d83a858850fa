import { Plan } from './Plan';

/**
 * The text whose hash identifies what a plan does: every file of every stage, before and after, and where. Titles,
 * effects and risk are left out, because they follow traffic from minute to minute and change nothing in Git.
 */
export function planFingerprint(plan: Plan): string {
  const { cluster, namespace, workload } = plan.target;
  return JSON.stringify([
    [cluster, namespace, workload],
    plan.stages.map(({ id, files }) => [
      id,
      files.map(({ path, before, after }) => [path, before, after]),
    ]),
  ]);
}
