import { annotationField, annotationUses, isInPlace } from './annotationUses';
import { annotationValues } from './annotationValues';
import { about, MeshRule } from './MeshRule';

/**
 * The value of an annotation is none that Istio understands. Injection fails for such a pod, and so it is not created.
 *
 * Source: istio pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export const annotationInvalid: MeshRule = view =>
  annotationUses(view).flatMap(use => {
    const { object, name, value } = use;
    const takes = annotationValues.get(name);
    return takes === undefined || !isInPlace(use) || takes.isValid(value)
      ? []
      : [
          {
            severity: 'warning',
            object: about(object, annotationField(name)),
            message: `${JSON.stringify(value)} is no value for ${name}: injection refuses a pod with it, so the pod is not created.`,
            action: `Give ${takes.what}.`,
          },
        ];
  });
