import { testDatabases } from '../__testUtils__/databases';
import { BegunAction } from './DeliveryLog';
import { KnexDeliveryLog } from './KnexDeliveryLog';

const databases = testDatabases();
const target = { cluster: 'prod', namespace: 'shop', workload: 'orders' };
const action: BegunAction = {
  entityRef: 'component:default/orders',
  target,
  actor: 'user:default/olivia',
  action: 'abort',
  reason: 'Errors at checkout',
  podHash: 'b2',
  images: ['shop/orders:2'],
  stepIndex: 1,
};

describe.each(databases.each)('KnexDeliveryLog (%s)', databaseId => {
  const setup = async () =>
    new KnexDeliveryLog(await databases.create(databaseId));

  it('keeps who did what when and why, newest first', async () => {
    const log = await setup();
    await log.end(await log.begin({ ...action, action: 'promote' }), 'done');
    await log.end(await log.begin(action), 'refused', 'Somebody was quicker');

    const [newest, oldest] = await log.list(target, 10);

    const { entityRef: _, target: __, ...said } = action;
    expect(newest).toEqual({
      ...said,
      at: expect.stringMatching(/Z$/),
      outcome: 'refused',
      message: 'Somebody was quicker',
    });
    expect(Math.abs(Date.parse(newest.at) - Date.now())).toBeLessThan(60_000);
    expect(oldest).toMatchObject({ action: 'promote', outcome: 'done' });
    expect(await log.list(target, 1)).toEqual([newest]);
  });

  it('calls unknown what was begun and never ended', async () => {
    const log = await setup();
    await log.begin(action);

    expect(await log.list(target, 10)).toMatchObject([
      { outcome: 'unknown', message: expect.stringContaining('under way') },
    ]);
  });

  it('keeps what is not known out, and workloads apart', async () => {
    const log = await setup();
    const { reason: _, podHash: __, stepIndex: ___, ...bare } = action;
    await log.begin(bare);

    const [event] = await log.list(target, 10);
    expect(event.reason ?? event.podHash ?? event.stepIndex).toBeUndefined();
    expect(await log.list({ ...target, workload: 'other' }, 10)).toEqual([]);
  });
});
