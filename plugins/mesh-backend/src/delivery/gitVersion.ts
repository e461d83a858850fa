import {
  GitVersion,
  KubernetesObject,
  parseManifests,
  PodSpec,
  Rollout,
  Target,
} from '@onmesh/plugin-mesh-common';
import { GitOpsRepository } from '../gitops/GitOpsRepositories';

interface Templated extends KubernetesObject {
  spec?: { template?: { spec?: PodSpec } };
}

/** What the template of a workload runs; nothing when it refers to the template of another. */
export function imagesOf(workload: Templated | undefined): string[] {
  const containers = workload?.spec?.template?.spec?.containers ?? [];
  return [...new Set(containers.flatMap(({ image }) => image ?? []))];
}

/**
 * What the manifests of a Rollout say it runs; undefined when they are not found, or say nothing.
 *
 * @throws ScmError when the repository cannot be read
 */
export async function gitVersion(
  repository: Pick<GitOpsRepository, 'base' | 'folder' | 'readYaml'>,
  target: Target,
  rollout: Rollout,
): Promise<GitVersion | undefined> {
  // The template is the Rollout's own, or that of the Deployment that it refers to.
  const { kind, name } = rollout.spec?.workloadRef ?? {
    kind: 'Rollout',
    name: rollout.metadata.name,
  };
  const files = await repository.readYaml(repository.folder(target));
  for (const [file, text] of files) {
    const found = parseManifests(text, file).objects.find(
      ({ kind: its, metadata }) =>
        its === kind &&
        metadata.name === name &&
        (metadata.namespace ?? target.namespace) === target.namespace,
    );
    const images = imagesOf(found);
    if (images.length > 0) {
      return { branch: repository.base, file, images };
    }
  }
  return undefined;
}
