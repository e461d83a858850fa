import { describeEvidence, Evidence } from '@onmesh/plugin-mesh-common';

/** The object, and the field in it, that decided. */
export function EvidenceText(props: { evidence: Evidence | undefined }) {
  const { evidence } = props;
  if (!evidence) {
    return <>No object decides this</>;
  }
  const field = evidence.field && ` ${evidence.field}`;
  const value = evidence.value && ` = ${evidence.value}`;
  return (
    <>
      {describeEvidence(evidence)}
      {(field || value) && (
        <code>
          {field}
          {value}
        </code>
      )}
    </>
  );
}
