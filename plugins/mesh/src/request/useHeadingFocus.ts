import { RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';

/** Goes with a navigation whose origin disappears, so that the focus is not lost with it. */
export const focusHeading = { focusHeading: true } as const;

/** For the heading of a page: takes the focus when the page was opened with {@link focusHeading}. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement> {
  const ref = useRef<HTMLHeadingElement>(null);
  const state: unknown = useLocation().state;
  const wanted =
    typeof state === 'object' && state !== null && 'focusHeading' in state;
  useEffect(() => {
    if (wanted) {
      ref.current?.focus();
    }
  }, [wanted]);
  return ref;
}
