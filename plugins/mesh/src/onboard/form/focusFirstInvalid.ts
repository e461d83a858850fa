const INVALID = '[aria-invalid="true"], [data-complaint]';

/** Moves the focus to the first field or part that is complained about, and answers whether there is one. */
export function focusFirstInvalid(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>(INVALID);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
  return Boolean(field);
}

/**
 * Brings the field with the focus to the middle, where it is one that is complained about: what is said of it stands below it,
 * and on a phone a bar lies over the end of the screen. For what has just unfolded, as it had no height before.
 */
export function showFocusedInvalid(within: HTMLElement): void {
  const { activeElement } = document;
  if (within.contains(activeElement) && activeElement?.matches(INVALID)) {
    activeElement.scrollIntoView({ block: 'center' });
  }
}
