import { versionSubset } from '../profile/versionSubset';
import { ProfileVersions } from '../profile/Profile';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { versionRoutes } from './versionRoutes';

/**
 * How many of a hundred requests go to the new version now; undefined while routes do not tell versions apart, or tell
 * others apart where no version is new.
 *
 * @throws PlanError when they go to versions that the profile does not speak of
 */
export function versionWeight(
  context: PlanContext,
  versions: ProfileVersions,
): number | undefined {
  const routes = versionRoutes(context, context.files);
  if (!routes) {
    return undefined;
  }
  const serving = routes.parts.filter(({ weight }) => weight !== 0);
  const stable = versionSubset(versions.stable);
  if (versions.canary === undefined) {
    // Whatever else serves, all requests are to go back to the stable version.
    return serving.every(({ subset }) => subset === stable) ? 0 : undefined;
  }
  const canary = versionSubset(versions.canary);
  const other = serving.find(
    ({ subset }) => subset !== stable && subset !== canary,
  );
  if (other) {
    throw new PlanError(
      `The routes of ${context.target.workload} send ${other.weight ?? 100} % of the requests to version ${other.subset}, and the profile has ${versions.stable} as the stable version and ${versions.canary} as the new one. Say in versions.stable which version serves now, or first let the earlier canary come to its end.`,
      ['canary', 'versions', 'stable'],
    );
  }
  return serving
    .filter(({ subset }) => subset === canary)
    .reduce((sum, { weight = 100 }) => sum + weight, 0);
}
