import { ResponseError } from '@backstage/errors';
import { describeError } from './describeError';

async function answered(status: number, message: string) {
  const body = {
    error: { name: 'Error', message },
    response: { statusCode: status },
  };
  return await ResponseError.fromResponse(Response.json(body, { status }));
}

describe('describeError', () => {
  it.each([
    ['Failed to fetch', 'Failed to fetch.'],
    ['The cluster shop did not answer.', 'The cluster shop did not answer.'],
    ['Is the cluster there?', 'Is the cluster there?'],
    ['Waiting for the cluster…', 'Waiting for the cluster…'],
    ['', ''],
  ])('ends the message "%s" as a sentence', (message, sentence) => {
    expect(describeError(new Error(message)).message).toBe(sentence);
  });

  it.each([
    [403, 'Ask the owner of the service or a portal administrator for access.'],
    [503, 'Wait a moment and try again.'],
    [500, 'Try again; if it stays, tell a portal administrator.'],
  ])('says what to do after status %i', async (status, action) => {
    const error = await answered(status, 'upstream connect error');
    expect(describeError(error)).toEqual({
      message: 'upstream connect error.',
      action,
    });
  });

  it('sends somebody whose portal is out of reach to the connection', () => {
    expect(describeError(new TypeError('Failed to fetch')).action).toBe(
      'Check the connection to the portal and try again.',
    );
  });
});
