/** Moves the focus to the first field or part that is complained about. */
export function focusFirstInvalid(form: HTMLFormElement | null): void {
  form
    ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-complaint]')
    ?.focus();
}
