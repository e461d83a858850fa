import { lighten, Theme } from '@material-ui/core/styles';

/** The theme's colour of errors, as text that people can read: by itself it is too faint for that, in both modes. */
export function readableError({ palette }: Theme): string {
  return palette.type === 'dark'
    ? lighten(palette.error.light, 0.4)
    : palette.error.dark;
}
