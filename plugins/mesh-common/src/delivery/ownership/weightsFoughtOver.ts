import { listOf } from '../listOf';
import { VirtualService } from '../VirtualService';
import { Application, syncsByItself } from './Application';
import { gitOpsOwner } from './gitOpsOwner';

const WEIGHTS = '.spec.http[].route[].weight';
const RESPECT = 'RespectIgnoreDifferences=true';

/**
 * Whether a GitOps controller writes into Git's weights what a delivery controller writes into the cluster's: one sentence for
 * each VirtualService. Nothing is said where it cannot be known, as of an Application that was not read.
 */
export function weightsFoughtOver(
  virtualServices: readonly VirtualService[],
  applications: readonly Application[] | undefined,
): string[] {
  return virtualServices.flatMap(virtualService => {
    const owner = gitOpsOwner(virtualService);
    const what = `the weights of VirtualService ${virtualService.metadata?.name}`;
    if (!owner || owner.leavesAlone) {
      return [];
    }
    if (owner.tool === 'Flux') {
      return [
        `Flux Kustomization ${owner.name} also writes ${what}, and puts Git's back every time it applies. Annotate it with kustomize.toolkit.fluxcd.io/ssa: IfNotPresent.`,
      ];
    }
    const application = listOf(applications).find(
      ({ metadata }) => metadata?.name === owner.name,
    );
    if (!application) {
      return [];
    }
    if (!ignoresWeights(application, virtualService)) {
      return [
        `Argo CD application ${owner.name} also writes ${what}: it takes them for drift and puts Git's back ${whenOf(application)}. Add ${WEIGHTS} to its ignoreDifferences, and ${RESPECT} to its syncOptions.`,
      ];
    }
    return listOf(application.spec?.syncPolicy?.syncOptions).includes(RESPECT)
      ? []
      : [
          `Argo CD application ${owner.name} ignores ${what} when it compares, but puts Git's back ${whenOf(application)}. Add ${RESPECT} to its syncOptions.`,
        ];
  });
}

function whenOf(application: Application): string {
  if (!syncsByItself(application)) {
    return 'when somebody syncs it';
  }
  return application.spec?.syncPolicy?.automated?.selfHeal
    ? 'at once'
    : 'when anything changes in Git';
}

/** Any exception for the routes counts: which of all expressions cover the weights cannot be told without evaluating them. */
function ignoresWeights(
  { spec }: Application,
  { metadata }: VirtualService,
): boolean {
  return listOf(spec?.ignoreDifferences).some(
    ({ kind, name, namespace, ...paths }) =>
      (kind === '*' || kind === 'VirtualService') &&
      (!name || name === metadata?.name) &&
      (!namespace || namespace === metadata?.namespace) &&
      (listOf(paths.managedFieldsManagers).length > 0 ||
        [
          ...listOf(paths.jsonPointers),
          ...listOf(paths.jqPathExpressions),
        ].some(
          path => /\bhttp\b/.test(String(path)) || /^[/.]spec$/.test(path),
        )),
  );
}
