import { InputError, NotFoundError } from '@backstage/errors';
import { ScmError, ScmUnavailableError } from '@onmesh/plugin-mesh-node';

/** What to do about an error of a step. The message is for people and holds nothing of a foreign answer. */
export interface ErrorVerdict {
  /** `retry` may pass by itself; `stop` needs a person. */
  kind: 'retry' | 'stop';
  message: string;
  retryAfterMs?: number;
}

/** Classifies once, so that no step has to. */
export function classifyError(error: unknown): ErrorVerdict {
  if (error instanceof ScmUnavailableError) {
    return {
      kind: 'retry',
      message: error.message,
      retryAfterMs:
        error.retryAfterSeconds === undefined
          ? undefined
          : error.retryAfterSeconds * 1000,
    };
  }
  if (error instanceof ScmError) {
    return { kind: 'stop', message: error.message };
  }
  // The catalog or a cluster does not have what the request is about: it may be back in a moment.
  if (error instanceof InputError || error instanceof NotFoundError) {
    return { kind: 'retry', message: error.message };
  }
  return {
    kind: 'retry',
    message:
      'An unexpected error stopped this step; it is tried again. The log of the backend says more.',
  };
}
