import { createContext, useContext } from 'react';
import { ProfileDraft } from './ProfileDraft';
import { FieldErrors } from './readDraft';

/** The form's state, for its parts. */
export interface DraftForm {
  draft: ProfileDraft;
  /** Empty until the form was sent once. */
  errors: FieldErrors;
  /** How often it was sent. */
  attempts: number;
  change: (part: Partial<ProfileDraft>) => void;
}

export const DraftContext = createContext<DraftForm | undefined>(undefined);

/** The form's state; only within the form. */
export function useDraft(): DraftForm {
  const form = useContext(DraftContext);
  if (!form) {
    throw new Error('useDraft is only for parts of the onboarding form');
  }
  return form;
}

/** One part of the form's state, and how to change it. */
export function usePart<Name extends keyof ProfileDraft>(name: Name) {
  const { draft, change } = useDraft();
  const part = draft[name];
  const set = (changes: Partial<typeof part>) =>
    change({ [name]: Object.assign({}, part, changes) });
  return [part, set] as const;
}
