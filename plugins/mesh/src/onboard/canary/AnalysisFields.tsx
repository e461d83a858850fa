import { Subheading } from '../../components/Subheading';
import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { useOffered } from '../form/useOffered';
import { AnalysisDraft } from './analysisDraft';
import { goesOn } from './canaryDraft';
import { QueryFields } from './QueryFields';

/** What a new version is judged by. */
export function AnalysisFields() {
  const [canary, set] = usePart('canary');
  const { controller, analysis } = canary;
  const isOffered = useOffered(
    goesOn(canary),
    analysis.minSuccessRate !== '' || analysis.maxP99Ms !== '',
  );
  const change = (part: Partial<AnalysisDraft>) =>
    set({ analysis: { ...analysis, ...part } });
  return isOffered ? (
    <>
      <Subheading level="h5">What stops it</Subheading>
      <FieldGrid>
        <DraftField
          label="Lowest success rate (%)"
          path="canary.analysis.minSuccessRate"
          hint="empty: not measured"
          value={analysis.minSuccessRate}
          onChange={minSuccessRate => change({ minSuccessRate })}
        />
        <DraftField
          label="Highest p99 (ms)"
          path="canary.analysis.maxP99Ms"
          hint="empty: not measured"
          value={analysis.maxP99Ms}
          onChange={maxP99Ms => change({ maxP99Ms })}
        />
      </FieldGrid>
      {controller !== 'none' && (
        <QueryFields analysis={analysis} onChange={change} />
      )}
    </>
  ) : null;
}
