import { useState } from 'react';

/**
 * Whether to show a field that is not always of use. One that holds something stays, so that the schema's refusal has a
 * place; and it stays while it is emptied, so that it is not gone from under the cursor.
 */
export function useOffered(isOfUse: boolean, holdsSomething: boolean): boolean {
  const [before, setBefore] = useState(isOfUse);
  const [stays, setStays] = useState(holdsSomething);
  if (before !== isOfUse) {
    setBefore(isOfUse);
    setStays(holdsSomething);
  }
  return isOfUse || holdsSomething || stays;
}
