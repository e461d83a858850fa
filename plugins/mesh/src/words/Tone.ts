/** How a state should strike the eye. Unknown has a tone of its own, so that it never looks good. */
export type Tone =
  'good' | 'warning' | 'bad' | 'info' | 'running' | 'neutral' | 'unknown';

/** A state in words. */
export interface Words {
  label: string;
  tone: Tone;
}
