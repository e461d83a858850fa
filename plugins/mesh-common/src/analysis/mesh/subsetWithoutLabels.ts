import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import { about, MeshRule } from './MeshRule';

/** A subset without labels is all pods of the host, so a split between it and another one is none. */
export const subsetWithoutLabels: MeshRule = view =>
  view.listAll<HostDestinationRule>('DestinationRule').flatMap(rule =>
    (rule.spec?.subsets ?? []).flatMap(({ name, labels = {} }, i) =>
      Object.keys(labels).length > 0
        ? []
        : [
            {
              severity: 'warning' as const,
              object: about(rule, `spec.subsets[${i}]`),
              message: `Subset ${name} has no labels, so it stands for all pods of ${rule.spec?.host}.`,
              action:
                'Give it the labels of its version. A controller that fills them in needs the subset as it is.',
            },
          ],
    ),
  );
