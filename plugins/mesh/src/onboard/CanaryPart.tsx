import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { Section } from '../components/Section';
import { useDraft } from './DraftContext';
import { DraftField } from './DraftField';
import { CanaryStepDraft, nextKey } from './ProfileDraft';
import { RowList } from './RowList';

/** How a new version is let in, step by step, and what stops it. */
export function CanaryPart() {
  const { draft, errors, change } = useDraft();
  const rows = draft.canarySteps;
  const update = (key: number, part: Partial<CanaryStepDraft>) =>
    change({
      canarySteps: rows.map(row =>
        row.key === key ? { ...row, ...part } : row,
      ),
    });
  return (
    <Section title="Canary" level="h3">
      <FormControlLabel
        label="Let new versions in step by step"
        control={
          <Checkbox
            color="primary"
            checked={draft.canary}
            onChange={event => change({ canary: event.target.checked })}
          />
        }
      />
      {draft.canary && (
        <>
          {errors['canary.steps'] && (
            <Typography color="error">
              Steps: {errors['canary.steps']}
            </Typography>
          )}
          <RowList
            noun="step"
            rows={rows}
            onAdd={() =>
              change({
                canarySteps: [
                  ...rows,
                  { key: nextKey(rows), weight: '', pause: '5m' },
                ],
              })
            }
            onRemove={key =>
              change({ canarySteps: rows.filter(row => row.key !== key) })
            }
            render={(row, index) => (
              <>
                <DraftField
                  path={`canary.steps.${index}.weight`}
                  label="Traffic (%)"
                  value={row.weight}
                  onChange={weight => update(row.key, { weight })}
                />
                <DraftField
                  path={`canary.steps.${index}.pause`}
                  label="Stay for"
                  hint="such as 5m, or manual"
                  value={row.pause}
                  onChange={pause => update(row.key, { pause })}
                />
              </>
            )}
          />
          <Box display="flex" flexWrap="wrap" gridGap={16} mt={2}>
            <DraftField
              path="canary.analysis.minSuccessRate"
              label="Lowest success rate (%)"
              hint="empty: not measured"
              value={draft.minSuccessRate}
              onChange={minSuccessRate => change({ minSuccessRate })}
            />
            <DraftField
              path="canary.analysis.maxP99Ms"
              label="Highest p99 (ms)"
              hint="empty: not measured"
              value={draft.maxP99Ms}
              onChange={maxP99Ms => change({ maxP99Ms })}
            />
          </Box>
        </>
      )}
    </Section>
  );
}
