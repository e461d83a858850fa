import { useEffect, useMemo, useRef } from 'react';
import Typography from '@material-ui/core/Typography';
import { Profile, Target, targetKey } from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { refusedField } from '../api/refusedField';
import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { Sentences } from '../components/Sentences';
import { usePreview } from '../queries/usePreview';
import { useSuggestions } from '../queries/useSuggestions';

import { PlanPreview } from './PlanPreview';
import { draftFromProfile } from './ProfileDraft';
import { ProfileForm } from './ProfileForm';

/** Form, preview, submission: one target from a wish to a request. */
export function OnboardTarget(props: {
  entityRef: string;
  target: Target;
  /** Starts with `mesh: none`. */
  leaving: boolean;
}) {
  const { entityRef, target, leaving } = props;
  const suggestions = useSuggestions(entityRef, target);
  const preview = usePreview();
  const previewRef = useRef<HTMLDivElement>(null);

  // The answer appears below a long form: take people there.
  const showAnswer = () => previewRef.current?.focus();
  const refused = useMemo(() => refusedField(preview.error), [preview.error]);
  useEffect(() => {
    // A refusal of one field is shown there.
    if (preview.data || (preview.error && !refused)) {
      showAnswer();
    }
  }, [preview.data, preview.error, refused]);

  const ask = (profile: Profile) =>
    preview.mutate({ entityRef, target, profile });

  return (
    <>
      <Typography paragraph>{targetKey(target)}</Typography>
      <QueryView query={suggestions} what="the suggested profile">
        {({ profile, notes }) => (
          <>
            {notes.length > 0 && (
              <Section title="Why this is suggested" level="h3">
                <Sentences items={notes} />
              </Section>
            )}
            <ProfileForm
              initial={draftFromProfile(
                leaving ? { ...profile, mesh: 'none' } : profile,
              )}
              busy={preview.isPending}
              refused={refused}
              onNowhere={showAnswer}
              onPreview={ask}
              onChange={preview.reset}
            />
          </>
        )}
      </QueryView>
      <div ref={previewRef} tabIndex={-1} style={{ marginTop: 16 }}>
        {preview.error && (
          <ErrorNotice title="Could not compute a plan" error={preview.error} />
        )}
        {preview.data && (
          <PlanPreview
            input={preview.variables}
            plan={preview.data.plan}
            planHash={preview.data.planHash}
          />
        )}
      </div>
    </>
  );
}
