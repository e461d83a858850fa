import { serializeError } from '@backstage/errors';
import { ProfileRefusedError } from './ProfileRefusedError';

describe('ProfileRefusedError', () => {
  it('is answered as wrong input, with the field beside the message', () => {
    const error = new ProfileRefusedError('No such gateway.', [
      'canary',
      'steps',
      0,
    ]);

    expect(serializeError(error)).toMatchObject({
      name: 'InputError',
      message: 'No such gateway.',
      path: ['canary', 'steps', 0],
    });
  });
});
