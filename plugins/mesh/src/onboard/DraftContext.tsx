import { createContext, useContext } from 'react';
import { ProfileDraft } from './ProfileDraft';
import { FieldErrors } from './readDraft';

/** The form's state, for its parts. */
export interface DraftForm {
  draft: ProfileDraft;
  /** Empty until the form was sent once. */
  errors: FieldErrors;
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
