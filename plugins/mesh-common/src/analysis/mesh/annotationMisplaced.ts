import {
  annotationField,
  AnnotationUse,
  annotationUses,
  isInPlace,
} from './annotationUses';
import { about, MeshRule } from './MeshRule';

/**
 * An annotation of Istio is on a kind where nobody looks for it, most often on a Deployment and not on its pods.
 *
 * Source: istio pkg/config/analysis/analyzers/annotations/annotations.go.
 */
export const annotationMisplaced: MeshRule = view =>
  annotationUses(view)
    .filter(use => use.known && !isInPlace(use))
    .map(use => ({
      severity: 'warning',
      object: about(use.object, annotationField(use.name)),
      message: `${use.name} does nothing on a ${use.object.kind}: it is for ${use.known?.on.join(', ')}.`,
      action: place(use),
    }));

function place({ object, known }: AnnotationUse): string {
  const hasTemplate = !['Namespace', 'Service', 'Pod'].includes(object.kind);
  return hasTemplate && known?.on.includes('Pod')
    ? 'Move it to spec.template.metadata.annotations.'
    : 'Move it there, or delete it.';
}
