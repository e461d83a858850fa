import { Service } from '../kubernetes/KubernetesObject';
import { matchesLabels, selectsEverything } from '../kubernetes/labelSelector';
import { RepositoryObject } from './readFolder';

/** A Service, and where the repository has it. */
export interface ServiceEntry extends RepositoryObject {
  object: Service;
}

/** The Services among what the repository has that lead to pods with some labels. */
export function serviceEntries(
  objects: readonly RepositoryObject[],
  labels: Record<string, string>,
): ServiceEntry[] {
  return objects
    .filter(isServiceEntry)
    .filter(
      ({ object: { spec } }) =>
        !selectsEverything({ matchLabels: spec?.selector }) &&
        matchesLabels({ matchLabels: spec?.selector }, labels),
    );
}

function isServiceEntry(entry: RepositoryObject): entry is ServiceEntry {
  return entry.object.kind === 'Service';
}
