import { useId } from 'react';
import { LinkButton } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { TargetStatus, targetKey } from '@onmesh/plugin-mesh-common';
import { useOnboardLink } from '../components/useOnboardLink';
import { DeliveryControls } from '../delivery/DeliveryControls';
import { GateControls } from '../delivery/GateControls';
import { DeliverySection } from '../delivery/DeliverySection';
import { isPartlyUnknown } from '../summary/isPartlyUnknown';
import { AccessSection } from './AccessSection';
import { DecisionForm } from './DecisionForm';
import { EnrolmentSection } from './EnrolmentSection';
import { FindingsSection } from './FindingsSection';
import { MtlsSection } from './MtlsSection';
import { RoutesSection } from './RoutesSection';
import { TrafficSection } from './TrafficSection';

/** Everything about one target, in the order in which people ask. */
export function TargetPanel(props: {
  entityRef: string;
  status: TargetStatus;
  /** Parts of the target's cluster could not be read. */
  incomplete: boolean;
}) {
  const { entityRef, status, incomplete } = props;
  const id = useId();
  const onboardLink = useOnboardLink();
  const outside = status.enrolment.state === 'not-enrolled';
  return (
    <section aria-labelledby={id}>
      <Box
        display="flex"
        alignItems="center"
        flexWrap="wrap"
        gridGap={16}
        mb={2}
      >
        <Typography variant="h5" component="h2" id={id}>
          {status.workloadKind} {targetKey(status.target)}
        </Typography>
        <LinkButton
          to={onboardLink(entityRef, status.target)}
          color="primary"
          variant={outside ? 'contained' : 'outlined'}
        >
          {outside ? 'Onboard' : 'Change the profile'}
        </LinkButton>
        {!outside && status.mesh !== 'unknown' && (
          <LinkButton to={onboardLink(entityRef, status.target, 'leave')}>
            Leave the mesh
          </LinkButton>
        )}
      </Box>
      <EnrolmentSection status={status} />
      <FindingsSection
        findings={status.findings}
        incomplete={incomplete || isPartlyUnknown(status)}
      />
      <MtlsSection ports={status.ports} callers={status.access.callers} />
      <AccessSection access={status.access} traffic={status.traffic}>
        <DecisionForm entityRef={entityRef} status={status} />
      </AccessSection>
      <RoutesSection routes={status.routes} />
      <TrafficSection traffic={status.traffic} />
      <DeliverySection
        delivery={status.delivery}
        observed={status.traffic?.versions}
      >
        <DeliveryControls
          entityRef={entityRef}
          target={status.target}
          delivery={status.delivery}
        />
        <GateControls
          entityRef={entityRef}
          target={status.target}
          delivery={status.delivery}
        />
      </DeliverySection>
    </section>
  );
}
