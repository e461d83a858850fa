import { Complaint } from '../form/Complaint';
import { Disclosure } from '../form/Disclosure';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { AnalysisDraft } from './analysisDraft';

const path = 'canary.analysis.query';

/** A question of one's own to Prometheus. */
export function QueryFields(props: {
  analysis: AnalysisDraft;
  onChange: (part: Partial<AnalysisDraft>) => void;
}) {
  const { analysis, onChange } = props;
  return (
    <Disclosure
      summary={
        analysis.promql
          ? `Query ${analysis.queryName}`
          : 'A query of your own: none'
      }
      paths={[path]}
    >
      <Complaint path={path} />
      <FieldGrid>
        <DraftField
          label="Name"
          path={`${path}.name`}
          hint="such as lost-orders"
          value={analysis.queryName}
          onChange={queryName => onChange({ queryName })}
        />
        <DraftField
          label="Query"
          columns={3}
          path={`${path}.promql`}
          hint="PromQL, with one number as its result"
          multiline
          value={analysis.promql}
          onChange={promql => onChange({ promql })}
        />
        <DraftField
          label="At least"
          path={`${path}.min`}
          value={analysis.min}
          onChange={min => onChange({ min })}
        />
        <DraftField
          label="At most"
          path={`${path}.max`}
          value={analysis.max}
          onChange={max => onChange({ max })}
        />
      </FieldGrid>
    </Disclosure>
  );
}
