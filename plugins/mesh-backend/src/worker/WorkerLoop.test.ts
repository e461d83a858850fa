import { mockServices } from '@backstage/backend-test-utils';
import { waitFor } from '../__testUtils__/waitFor';
import { WorkerLoop } from './WorkerLoop';

describe('WorkerLoop', () => {
  const loopOver = (runDue: () => Promise<number>, idleMs = 60_000) =>
    new WorkerLoop({
      worker: { runDue },
      logger: mockServices.logger.mock(),
      idleMs,
    });

  it('goes on at once while there is work, then rests until it is woken', async () => {
    const due = [2, 1, 0, 0];
    const runDue = jest.fn(async () => due.shift() ?? 0);
    const loop = loopOver(runDue);

    loop.start();
    await waitFor(() => expect(runDue).toHaveBeenCalledTimes(3));
    loop.wake();
    await waitFor(() => expect(runDue).toHaveBeenCalledTimes(4));

    await loop.stop();
    expect(runDue).toHaveBeenCalledTimes(4);
  });

  it('waits for the step that runs when it is stopped, and starts no other', async () => {
    let finish = (_: number) => {};
    const runDue = jest.fn(
      () => new Promise<number>(resolve => (finish = resolve)),
    );
    const loop = loopOver(runDue);
    loop.start();
    const stopped = jest.fn();
    const stopping = loop.stop().then(stopped);

    await new Promise(resolve => setTimeout(resolve, 20));
    expect(stopped).not.toHaveBeenCalled();
    finish(1);
    await stopping;

    expect(runDue).toHaveBeenCalledTimes(1);
  });

  it('outlives a database that is away', async () => {
    const runDue = jest
      .fn<Promise<number>, []>()
      .mockRejectedValueOnce(new Error('connection refused'))
      .mockResolvedValue(0);
    const loop = loopOver(runDue, 1);

    loop.start();
    await waitFor(() =>
      expect(runDue.mock.calls.length).toBeGreaterThanOrEqual(2),
    );

    await loop.stop();
  });
});
