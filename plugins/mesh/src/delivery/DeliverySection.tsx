import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { DeliveryStatus, VersionTraffic } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { summariseDelivery } from '../summary/summariseDelivery';
import { formatMoment } from '../words/formatMoment';
import { AnalysesView } from './AnalysesView';
import { CanarySteps } from './CanarySteps';
import { ChecksView } from './ChecksView';
import { describePause } from './describePause';
import { DeliveryFacts } from './DeliveryFacts';
import { ExperimentsView } from './ExperimentsView';
import { GatesView } from './GatesView';
import { RulesTable } from './RulesTable';
import { VersionsTable } from './VersionsTable';

/** How is its canary? */
export function DeliverySection(props: {
  delivery: DeliveryStatus;
  /** What the metrics say of the versions that routes tell apart. */
  observed?: VersionTraffic[];
  /** What may be done to it. */
  children?: ReactNode;
}) {
  const { delivery, observed, children } = props;
  const { message, aborted, pause, warnings, steps, analysis } = delivery;
  const { gates = [], rules = [], experiments = [] } = delivery;
  const { checks, mirrored } = delivery;
  return (
    <Section title="How is its delivery?" level="h3">
      <Typography component="div" aria-live="polite" gutterBottom>
        <StateText words={summariseDelivery(delivery)} />
        {/* A pause and an abort are told below, in full. */}
        {message && !pause && !aborted && (
          <Typography variant="body2" paragraph>
            {message}
          </Typography>
        )}
      </Typography>
      {aborted && (
        <Notice severity="error" title="The delivery was aborted">
          {aborted.reason}
        </Notice>
      )}
      {pause && (
        <Notice severity="info" title="The delivery is paused">
          {describePause(pause, formatMoment)}
        </Notice>
      )}
      {warnings.map(warning => (
        <Notice key={warning} severity="warning">
          {warning}
        </Notice>
      ))}
      {children}
      {delivery.controller !== 'none' && (
        <>
          <DeliveryFacts delivery={delivery} />
          {steps.length > 0 && (
            <>
              <Subheading>Steps</Subheading>
              <CanarySteps steps={steps} />
            </>
          )}
          {gates.length > 0 && (
            <>
              <Subheading>Approvals</Subheading>
              <GatesView gates={gates} />
            </>
          )}
          <Subheading>Versions</Subheading>
          <VersionsTable
            versions={delivery.versions}
            observed={delivery.controller === 'routes' ? observed : undefined}
          />
          {mirrored && (
            <Typography variant="body2" paragraph>
              The new version gets copies of requests; nobody sees its answers.
            </Typography>
          )}
          {rules.length > 0 && (
            <>
              <Subheading>Routing</Subheading>
              <RulesTable rules={rules} />
            </>
          )}
          {checks && (
            <>
              <Subheading>Checks</Subheading>
              <ChecksView checks={checks} />
            </>
          )}
          {experiments.length > 0 && (
            <>
              <Subheading>Experiments</Subheading>
              <ExperimentsView experiments={experiments} />
            </>
          )}
          {analysis.length > 0 && (
            <>
              <Subheading>Analysis</Subheading>
              <AnalysesView analyses={analysis} />
            </>
          )}
        </>
      )}
    </Section>
  );
}
