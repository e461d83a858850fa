/** Moves the focus to the first field or part that is complained about, and answers whether there is one. */
export function focusFirstInvalid(form: HTMLFormElement | null): boolean {
  const field = form?.querySelector<HTMLElement>(
    '[aria-invalid="true"], [data-complaint]',
  );
  field?.focus();
  return Boolean(field);
}
