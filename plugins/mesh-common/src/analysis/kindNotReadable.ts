import { analysisKinds } from '../kubernetes/analysisKinds';
import { injectionWebhooks } from '../view/meshSources';
import { Rule } from './Rule';

/** What no verdict on a workload depends on. */
const ofTheMesh = new Set(
  analysisKinds
    .filter(kind => kind !== injectionWebhooks)
    .map(({ kind }) => kind),
);

/** What we could not read may hold anything, so the verdicts are incomplete. */
export const kindNotReadable: Rule = ({ view }) =>
  view.gaps
    .filter(gap => !gap.notInstalled && !ofTheMesh.has(gap.kind))
    .map(gap => ({
      severity: 'warning',
      message: `${gap.kind} objects of cluster ${view.cluster} could not be read (${gap.reason}), so verdicts that depend on them are unknown.`,
      action: `Allow Onmesh's service account to get, list and watch ${gap.kind}.`,
    }));
