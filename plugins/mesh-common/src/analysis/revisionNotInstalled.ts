import { missingRevision } from '../status/expectedProxy';
import { describeEvidence } from '../status/Evidence';
import { Rule } from './Rule';

/** A label that asks for a control plane which is not there: nothing is injected, and nothing says so. */
export const revisionNotInstalled: Rule = ({ view, workload }) => {
  const { revisions, revisionTags } = view.mesh;
  const missing = missingRevision(workload, view.mesh);
  const installed = [...revisions, ...Object.keys(revisionTags)];
  return missing === undefined
    ? []
    : [
        {
          severity: 'error',
          object: missing,
          message: `${describeEvidence(missing)} asks for revision ${missing.value}, which is not installed: new pods get no sidecar. Installed ${installed.length === 0 ? 'is none' : `are ${installed.join(', ')}`}.`,
          action: 'Name an installed revision or tag, or install it.',
        },
      ];
};
