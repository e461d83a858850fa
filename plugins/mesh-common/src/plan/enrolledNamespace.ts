import { setLabel } from '../manifests/editLabel';
import { DATAPLANE_MODE } from './dataPlane';
import { editText } from './editText';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { Files } from './readFolder';

/**
 * The files with the Namespace labelled for the mesh, if the profile enrols all of it. It has to be in the workload's
 * folder: who may change one workload may not change the namespace of others elsewhere.
 *
 * @throws PlanError
 */
export function withNamespaceLabel(context: PlanContext, files: Files): Files {
  const { profile, target, objects } = context;
  if (profile.enrolment?.scope !== 'namespace') {
    return files;
  }
  const entry = objects.find(
    ({ object }) =>
      object.kind === 'Namespace' && object.metadata.name === target.namespace,
  );
  if (!entry) {
    throw new PlanError(
      `The profile enrols the namespace ${target.namespace}, and its manifest is not in the folder of ${target.workload}. Put it there, or enrol the workload alone with enrolment.scope: workload.`,
      ['enrolment', 'scope'],
    );
  }
  const { revision } = profile.enrolment;
  const [label, value] = labelFor(profile.mesh, revision);
  const others = ['istio-injection', 'istio.io/rev', DATAPLANE_MODE].filter(
    other =>
      other !== label && entry.object.metadata.labels?.[other] !== undefined,
  );
  if (others.length > 0) {
    throw new PlanError(
      `The namespace ${target.namespace} has the label ${others.join(' and ')} in ${entry.path}, which would fight with ${label}: ${value}. Remove it, or change the profile to what it says.`,
      ['enrolment', revision === undefined ? 'scope' : 'revision'],
    );
  }
  return editText(files, entry.path, text =>
    setLabel(
      text,
      { document: entry.document, metadata: ['metadata'] },
      label,
      value,
    ),
  );
}

function labelFor(
  mesh: PlanContext['profile']['mesh'],
  revision: string | undefined,
): [string, string] {
  if (mesh === 'istio-ambient') {
    return [DATAPLANE_MODE, 'ambient'];
  }
  return revision === undefined
    ? ['istio-injection', 'enabled']
    : ['istio.io/rev', revision];
}
