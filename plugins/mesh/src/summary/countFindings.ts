import { Finding, Severity } from '@onmesh/plugin-mesh-common';
import { plural } from '../words/formatNumber';
import { severityWords } from '../words/statusWords';
import { Words } from '../words/Tone';

const severities: Severity[] = ['error', 'warning', 'info'];

/** `1 error, 2 warnings`, in the tone of the worst. Nothing found is good only when everything could be read. */
export function countFindings(
  counts: Partial<Record<Severity, number>>,
  incomplete: boolean,
): Words {
  const present = severities.filter(severity => (counts[severity] ?? 0) > 0);
  if (present.length === 0) {
    return incomplete
      ? { label: 'Unknown', tone: 'unknown' }
      : { label: 'None', tone: 'good' };
  }
  return {
    label: present
      .map(severity =>
        plural(
          counts[severity] ?? 0,
          severityWords[severity].label.toLowerCase(),
        ),
      )
      .join(', '),
    tone: severityWords[present[0]].tone,
  };
}

/** Findings by severity. */
export function findingCounts(
  findings: Finding[],
): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { severity } of findings) {
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return counts;
}
