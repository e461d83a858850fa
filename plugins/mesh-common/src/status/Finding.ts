import { Evidence } from './Evidence';

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong or risky about a target. */
export interface Finding {
  /** Stable identifier: `ONM` and four digits, or `IST` where `istioctl analyze` finds the same. */
  code: string;
  severity: Severity;
  /** The object and field that it is about; absent when it is about the absence of one. */
  object?: Evidence;
  /** What happens, in a sentence. */
  message: string;
  /** What to do about it, in a sentence. */
  action: string;
  /** Where more is written about it. */
  link?: string;
}
