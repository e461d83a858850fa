import { removeEntry, setEntry } from './yamlText';

const TEMPLATE_LABELS = ['spec', 'template', 'metadata', 'labels'];

/** The label on pods that asks for a sidecar, or refuses one. */
export const INJECT_LABEL = 'sidecar.istio.io/inject';

/**
 * Sets or removes the injection label of a workload's pod template within the text of its file. All else in the text
 * stays as it is.
 *
 * @throws YamlEditError
 */
export function editInjection(
  text: string,
  document: number,
  inject: 'true' | 'false' | undefined,
): string {
  const place = { document, path: TEMPLATE_LABELS };
  return inject === undefined
    ? removeEntry(text, place, INJECT_LABEL)
    : setEntry(text, place, INJECT_LABEL, inject);
}

/** The label on pods that asks for the sidecar of a revision. */
export const REVISION_LABEL = 'istio.io/rev';

/**
 * Sets or removes the label for a revision of a workload's pod template within the text of its file.
 *
 * @throws YamlEditError
 */
export function editRevision(
  text: string,
  document: number,
  revision: string | undefined,
): string {
  const place = { document, path: TEMPLATE_LABELS };
  return revision === undefined
    ? removeEntry(text, place, REVISION_LABEL)
    : setEntry(text, place, REVISION_LABEL, revision);
}

/**
 * Sets the number of pods of a workload within the text of its file.
 *
 * @throws YamlEditError
 */
export function editReplicas(
  text: string,
  document: number,
  replicas: number,
): string {
  return setEntry(text, { document, path: ['spec'] }, 'replicas', replicas);
}
