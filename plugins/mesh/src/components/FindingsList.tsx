import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { Finding, Severity } from '@onmesh/plugin-mesh-common';
import { severityWords } from '../words/statusWords';
import { EvidenceText } from './EvidenceText';
import { StateText } from './StateText';

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Findings, most severe first: what happens, where, and what to do. */
export function FindingsList(props: { findings: Finding[]; empty: string }) {
  if (props.findings.length === 0) {
    return <Typography color="textSecondary">{props.empty}</Typography>;
  }
  const sorted = [...props.findings].sort(
    (a, b) => order[a.severity] - order[b.severity],
  );
  return (
    <ul>
      {sorted.map((finding, index) => (
        <li key={`${finding.code}-${index}`}>
          <StateText words={severityWords[finding.severity]}>
            {' '}
            {finding.code}: {finding.message}
          </StateText>
          <Typography variant="body2">
            {finding.action}{' '}
            {finding.link && (
              // In running text a colour alone is not enough to tell a link.
              <Link to={finding.link} underline="always">
                More about {finding.code}
              </Link>
            )}
          </Typography>
          {finding.object && (
            <Typography variant="caption" color="textSecondary">
              <EvidenceText evidence={finding.object} />
            </Typography>
          )}
        </li>
      ))}
    </ul>
  );
}
