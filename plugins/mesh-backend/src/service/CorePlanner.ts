import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  PathTemplateError,
  PlanError,
  Profile,
  planFingerprint,
} from '@onmesh/plugin-mesh-common';
import { acceptedPlan } from '@onmesh/plugin-mesh-common/validation';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { Planner } from './Planner';
import { ProfileRefusedError } from './ProfileRefusedError';
import { ReadTarget } from './TargetReader';
import { onGitHost } from './toBackstageError';

/** Plans with the core, from what the GitOps repository says now. */
export class CorePlanner implements Planner {
  constructor(
    private readonly repositories: GitOpsRepositories,
    private readonly options: { prometheusAddress?: string } = {},
  ) {}

  async plan({ read, profile }: { read: ReadTarget; profile: Profile }) {
    const { target, view, observed, catalogCallers } = read;
    const repository = this.repositories.forCluster(target.cluster);
    if (!repository) {
      throw new InputError(
        `target.cluster: no GitOps repository is configured for ${target.cluster}, so nothing can be proposed there. Ask the platform team to add it to mesh.gitops.targets`,
      );
    }
    try {
      const folder = repository.folder(target);
      const plan = acceptedPlan({
        profile,
        view,
        target,
        observed,
        catalogCallers,
        folder,
        files: await onGitHost(repository.readYaml(folder)),
        prometheusAddress: this.options.prometheusAddress,
      });
      const planHash = createHash('sha256')
        .update(planFingerprint(plan))
        .digest('hex');
      return { plan, planHash };
    } catch (error) {
      if (error instanceof PlanError) {
        throw new ProfileRefusedError(error.message, error.path);
      }
      if (error instanceof PathTemplateError) {
        throw new InputError(error.message);
      }
      throw error;
    }
  }
}
