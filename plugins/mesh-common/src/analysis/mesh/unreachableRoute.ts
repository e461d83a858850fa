import { VirtualService } from '../../delivery/VirtualService';
import { Problem } from '../../validation/Problem';
import { unreachableRoutes } from '../../validation/webhook/unreachableRoutes';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshFinding, MeshRule } from './MeshRule';
import { memoByView } from './memoByView';

const unreachable = memoByView(view =>
  view.listAll<VirtualService>('VirtualService').flatMap(object =>
    unreachableRoutes(object.spec ?? {}).map(problem => ({
      object,
      problem,
    })),
  ),
);

function unreachableWith(
  view: ClusterView,
  code: Problem['code'],
  rest: Pick<MeshFinding, 'severity' | 'action'>,
): MeshFinding[] {
  return unreachable(view)
    .filter(({ problem }) => problem.code === code)
    .map(({ object, problem: { path, message } }) => ({
      object: about(object, path),
      message,
      ...rest,
    }));
}

/**
 * A route of a VirtualService gets nothing, because those before it take all that it is for.
 *
 * Source: as {@link unreachableRoutes}.
 */
export const routeUnreachable: MeshRule = view =>
  unreachableWith(view, 'IST0130', {
    severity: 'warning',
    action: 'Move it before the route that takes its requests, or delete it.',
  });

/** One of the matches of a route gets nothing. Source: as {@link unreachableRoutes}. */
export const matchUnreachable: MeshRule = view =>
  unreachableWith(view, 'IST0131', {
    severity: 'info',
    action: 'Move it before the match that takes its requests, or delete it.',
  });
