import { ResponseError } from '@backstage/errors';

/** What went wrong and what to do, each as sentences, from whatever a query threw. */
export interface ErrorDescription {
  message: string;
  action: string;
}

const actionByStatus: Record<number, string> = {
  400: 'Correct what it names and try again.',
  401: 'Sign in again.',
  403: 'Ask the owner of the service or a portal administrator for access.',
  404: 'Check the address, or ask whether it was removed.',
  409: 'Somebody or something changed it meanwhile. Look at the new state, then decide again.',
  503: 'Wait a moment and try again.',
};

/** Browsers and proxies end their messages without a full stop (`Failed to fetch`), and the action follows on the same line. */
function asSentence(message: string): string {
  const text = message.trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Turns an error of the backend into words for people. */
export function describeError(error: Error): ErrorDescription {
  if (error instanceof ResponseError) {
    return {
      message: asSentence(error.body.error.message),
      action:
        actionByStatus[error.statusCode] ??
        'Try again; if it stays, tell a portal administrator.',
    };
  }
  return {
    message: asSentence(error.message),
    action: 'Check the connection to the portal and try again.',
  };
}
