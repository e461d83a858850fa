import { ServiceUnavailableError } from '@backstage/errors';

/** A change was sent, and no answer came. */
export class OutcomeUnknownError extends ServiceUnavailableError {
  constructor(cause: Error) {
    super(
      `${cause.message}. Whether it was done is not known: look at the delivery before you try again`,
    );
  }
}
