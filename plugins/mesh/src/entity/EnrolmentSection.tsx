import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { EvidenceText } from '../components/EvidenceText';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { Sentences } from '../components/Sentences';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { enrolmentWords, meshWords } from '../words/statusWords';
import { PodGroupsTable } from './PodGroupsTable';
import { WaypointsTable } from './WaypointsTable';

/** Is it in the mesh, by what, and what is missing? */
export function EnrolmentSection(props: { status: TargetStatus }) {
  const { enrolment, mesh, serviceAccount, waypoints } = props.status;
  const { pods, podGroups = [] } = enrolment;
  const differ =
    podGroups.length > 1 || podGroups.some(({ needs }) => needs !== 'nothing');
  // Without knowing the pods, their counts are zeroes that mean nothing.
  const podsKnown = enrolment.state !== 'unknown' || pods.total > 0;
  return (
    <Section title="Is it in the mesh?" level="h3">
      <Facts
        items={[
          [
            'State',
            <StateText key="state" words={enrolmentWords[enrolment.state]} />,
          ],
          ['Mesh', meshWords[mesh].label],
          [
            'Pods with a proxy',
            podsKnown
              ? `${pods.withProxy} of ${pods.total}, ${pods.withReadyProxy} ready`
              : undefined,
          ],
          ['Why', enrolment.reason],
          [
            'Decided by',
            <EvidenceText key="evidence" evidence={enrolment.evidence} />,
          ],
          ...(enrolment.revision
            ? ([['Revision', enrolment.revision]] satisfies [string, string][])
            : []),
          ['Service account', serviceAccount],
        ]}
      />
      {enrolment.missing.length > 0 && (
        <>
          <Subheading>What is missing</Subheading>
          <Sentences items={enrolment.missing} />
        </>
      )}
      {differ && (
        <>
          <Subheading>Pods</Subheading>
          <PodGroupsTable groups={podGroups} />
        </>
      )}
      {waypoints && (
        <>
          <Subheading>Waypoints</Subheading>
          <WaypointsTable waypoints={waypoints} />
        </>
      )}
    </Section>
  );
}
