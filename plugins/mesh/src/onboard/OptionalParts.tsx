import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { CanaryPart } from './canary/CanaryPart';
import { EgressPart } from './egress/EgressPart';
import { EndUsersPart } from './endUsers/EndUsersPart';
import { EnrolmentPart } from './enrolment/EnrolmentPart';
import { IngressPart } from './ingress/IngressPart';
import { MetricsPart } from './metrics/MetricsPart';
import { PortsPart } from './ports/PortsPart';
import { TracingPart } from './tracing/TracingPart';
import { TrafficPart } from './traffic/TrafficPart';

/** What a profile can do without, those that most look for first. */
export function OptionalParts() {
  return (
    <Box mb={2}>
      <Typography variant="h6" component="h3" gutterBottom>
        Optional
      </Typography>
      <TrafficPart />
      <CanaryPart />
      <IngressPart />
      <EgressPart />
      <EndUsersPart />
      <MetricsPart />
      <TracingPart />
      <PortsPart />
      <EnrolmentPart />
    </Box>
  );
}
