import { annotationField, annotationUses } from './annotationUses';
import { about, MeshRule } from './MeshRule';

const INJECT = 'sidecar.istio.io/inject';

/**
 * An annotation that Istio still reads, and will not for ever. Who has the label besides has moved already.
 *
 * Source: istio pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export const annotationDeprecated: MeshRule = view =>
  annotationUses(view).flatMap(({ object, name, known }) =>
    !known?.deprecated ||
    (name === INJECT && object.metadata.labels?.[INJECT] !== undefined)
      ? []
      : [
          {
            severity: 'info',
            object: about(object, annotationField(name)),
            message: `The annotation ${name} is deprecated.`,
            action: known.deprecated.instead
              ? `Use ${known.deprecated.instead}.`
              : 'Do without it.',
          },
        ],
  );
