import { FormEvent, useEffect, useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Profile } from '@onmesh/plugin-mesh-common';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { plural } from '../words/formatNumber';
import { CallersPart } from './callers/CallersPart';
import { DraftContext } from './DraftContext';
import { focusFirstInvalid } from './form/focusFirstInvalid';
import { RadioField } from './form/RadioField';
import { readableError } from './form/readableError';
import { MtlsPart } from './mtls/MtlsPart';
import { OptionalParts } from './OptionalParts';
import { ProfileDraft } from './ProfileDraft';
import { FieldErrors, readDraft } from './readDraft';
import { YamlPart } from './yaml/YamlPart';

const useStyles = makeStyles(theme => ({
  root: {
    '& .MuiFormLabel-root.Mui-error, & .MuiFormHelperText-root.Mui-error': {
      color: readableError(theme),
    },
  },
}));

/** The profile as a form. It is checked when it is sent, and from then on with every key. */
export function ProfileForm(props: {
  initial: ProfileDraft;
  busy: boolean;
  /** The profile is sound; show what it takes. */
  onPreview: (profile: Profile) => void;
  /** What the planner refuses about the profile that was sent, by its place in the profile. Gone with the next change. */
  refused?: FieldErrors;
  /** What is refused has no place on the form as it is. */
  onNowhere?: () => void;
  /** Something changed, so what was previewed is no longer what the form says. */
  onChange: () => void;
}) {
  const { initial, busy, refused, onPreview, onNowhere, onChange } = props;
  const classes = useStyles();
  const [draft, setDraft] = useState(initial);
  const [attempts, setAttempts] = useState(0);
  const [seenRefused, setSeenRefused] = useState(refused);
  const formRef = useRef<HTMLFormElement>(null);
  const nowhereRef = useRef<() => void>();
  const { profile, errors } = readDraft(draft);
  const complaints = Object.keys(errors).length;
  const sent = attempts > 0;

  if (seenRefused !== refused) {
    setSeenRefused(refused);
    // As after an attempt that the form itself refuses: what holds the field unfolds, and the focus goes there.
    setAttempts(attempts + (refused ? 1 : 0));
  }

  useEffect(() => {
    nowhereRef.current = refused && onNowhere;
  });
  // Only after a refused attempt, and only once its complaints are on the screen.
  useEffect(() => {
    if (attempts > 0 && !focusFirstInvalid(formRef.current)) {
      nowhereRef.current?.();
    }
  }, [attempts]);

  const change = (part: Partial<ProfileDraft>) => {
    setDraft({ ...draft, ...part });
    onChange();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (profile) {
      onPreview(profile);
    }
  };

  return (
    <DraftContext.Provider
      value={{
        draft,
        errors: sent ? { ...refused, ...errors } : {},
        attempts,
        change,
      }}
    >
      <form
        ref={formRef}
        className={classes.root}
        onSubmit={submit}
        noValidate
        aria-label="Profile"
      >
        <Section title="Mesh" level="h3">
          <RadioField
            label="Where the service should be"
            path="mesh"
            choices={{
              'istio-sidecar': 'In the mesh, by an Istio sidecar',
              'istio-ambient': 'In the mesh, by Istio ambient',
              none: 'Outside the mesh',
            }}
            value={draft.mesh}
            onChange={mesh => change({ mesh })}
          />
        </Section>
        {draft.mesh !== 'none' && (
          <>
            <MtlsPart />
            <CallersPart />
            <OptionalParts />
          </>
        )}
        <Box mb={2}>
          <YamlPart profile={profile} />
        </Box>
        {sent && complaints > 0 && (
          <Notice severity="error">
            {plural(complaints, 'field')} must be corrected before there can be
            a preview.
          </Notice>
        )}
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={busy}
        >
          Preview
        </Button>
      </form>
    </DraftContext.Provider>
  );
}
