import { annotationField, annotationUses } from './annotationUses';
import { about, MeshRule } from './MeshRule';

/**
 * An annotation has a name of Istio's that Istio does not have.
 *
 * Source: istio pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export const annotationUnknown: MeshRule = view =>
  annotationUses(view)
    .filter(({ known }) => known === undefined)
    .map(({ object, name }) => ({
      severity: 'warning',
      object: about(object, annotationField(name)),
      message: `Istio has no annotation ${name}, so it does nothing.`,
      action: 'Correct the name, or delete it.',
    }));
