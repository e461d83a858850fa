import { Finding } from '@onmesh/plugin-mesh-common';
import { FindingsList } from '../components/FindingsList';
import { Section } from '../components/Section';

/** What is wrong, most severe first. */
export function FindingsSection(props: {
  findings: Finding[];
  /** Something could not be read, so silence proves nothing. */
  incomplete: boolean;
}) {
  return (
    <Section title="What is wrong?" level="h3">
      <FindingsList
        findings={props.findings}
        empty={
          props.incomplete
            ? 'Unknown: nothing was found, but not everything about it could be read.'
            : 'Nothing was found.'
        }
      />
    </Section>
  );
}
