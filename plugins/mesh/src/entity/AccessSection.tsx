import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import {
  Access,
  AccessRule,
  ObservedTraffic,
} from '@onmesh/plugin-mesh-common';
import { EvidenceText } from '../components/EvidenceText';
import { Section } from '../components/Section';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { accessWords } from '../words/statusWords';
import { CallersTable } from './CallersTable';
import { PolicyCounts } from './PolicyCounts';

function Rule(props: { rule: AccessRule }) {
  const { rule } = props;
  return (
    <li>
      {rule.sentence}
      {rule.dryRun && ' (dry run: written down, not enforced)'}{' '}
      <Typography variant="caption" color="textSecondary">
        <EvidenceText evidence={rule.evidence} />
        {rule.enforcedBy && ` at ${rule.enforcedBy}`}
      </Typography>
      {rule.note && (
        <Typography variant="body2" color="error">
          {rule.note}
        </Typography>
      )}
    </li>
  );
}

/** Who may call it: the default, the rules, what proxies counted of them, and what they mean for each known caller. */
export function AccessSection(props: {
  access: Access;
  traffic: ObservedTraffic | undefined;
  /** Where a single request can be tried. */
  children?: ReactNode;
}) {
  const { access } = props;
  return (
    <Section title="Who may call it?" level="h3">
      <Typography component="div">
        <StateText words={accessWords[access.default]} />
      </Typography>
      <Typography paragraph>
        {access.reason}
        {access.evidence && (
          <>
            {' '}
            <EvidenceText evidence={access.evidence} />
          </>
        )}
      </Typography>
      <Subheading>Rules</Subheading>
      {access.rules.length === 0 ? (
        <Typography color="textSecondary">
          No rule applies to this target.
        </Typography>
      ) : (
        <ul>
          {access.rules.map((rule, index) => (
            <Rule key={`${index}-${rule.sentence}`} rule={rule} />
          ))}
        </ul>
      )}
      <PolicyCounts rules={access.rules} traffic={props.traffic} />
      <Subheading>Known callers</Subheading>
      <CallersTable callers={access.callers} />
      {props.children}
    </Section>
  );
}
