/**
 * Moves the focus to the first field or part that is complained about, and answers whether there is one. It comes to the middle,
 * so that what is said below it is seen too, also where a phone has a bar at the bottom.
 */
export function focusFirstInvalid(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>(
    '[aria-invalid="true"], [data-complaint]',
  );
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
  return Boolean(field);
}
