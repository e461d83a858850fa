import { parseEntityRef } from '@backstage/catalog-model';
import { OnboardingRequest, PlanStage } from '@onmesh/plugin-mesh-common';

/** The stage that a request is at. */
export function presentStage(request: OnboardingRequest): PlanStage {
  const stage = request.plan.stages[request.stageIndex];
  if (!stage) {
    throw new Error(
      `Request ${request.id} is at stage ${request.stageIndex}, but its plan has ${request.plan.stages.length} stages`,
    );
  }
  return stage;
}

/**
 * Branch of the present proposal. It follows from what never changes about a request, so that a worker that lost its
 * memory finds its own branch again. A plan may have several stages of one kind, so the stage's place is part of it.
 */
export function branchName(request: OnboardingRequest): string {
  const slug = parseEntityRef(request.entityRef)
    .name.toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const attempt = request.attempt > 1 ? `-${request.attempt}` : '';
  const stage = `${request.stageIndex + 1}-${presentStage(request).id}`;
  return `mesh/${slug}-${request.id.slice(0, 8)}-${stage}${attempt}`;
}
