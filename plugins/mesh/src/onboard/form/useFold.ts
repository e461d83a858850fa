import { useState } from 'react';
import { useDraft } from '../DraftContext';
import { errorAt } from '../readDraft';

/**
 * Whether something is unfolded. After a refused attempt, what holds an error unfolds in the same rendering, before the
 * focus goes to the first invalid field.
 */
export function useFold(paths: string[]) {
  const { attempts, errors } = useDraft();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(0);
  const isWrong = paths.some(path => errorAt(errors, path) !== undefined);
  if (seen !== attempts) {
    setSeen(attempts);
    setOpen(open || isWrong);
  }
  return { open, isWrong, toggle: () => setOpen(!open) };
}
