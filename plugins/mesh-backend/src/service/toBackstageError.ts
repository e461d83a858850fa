import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScmError, ScmErrorKind } from '@onmesh/plugin-mesh-node';

const errors = {
  retry: ServiceUnavailableError,
  conflict: ConflictError,
  denied: NotAllowedError,
  gone: NotFoundError,
  invalid: InputError,
} satisfies Record<ScmErrorKind, new (message: string) => Error>;

/** Runs a call to a Git host, and says its errors in the terms of the API. */
export async function onGitHost<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof ScmError
      ? new errors[error.kind](error.message)
      : error;
  }
}
