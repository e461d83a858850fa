import { testDatabases } from '../__testUtils__/databases';
import { hashGateToken, newGateToken } from './gateToken';
import { KnexGateStore } from './KnexGateStore';

const databases = testDatabases();
const place = { cluster: 'prod', namespace: 'shop', canary: 'offers' };
const OLIVIA = 'user:default/olivia';
const PAT = 'user:default/pat';
const HOUR = 3_600_000;
const approval = {
  gate: 'confirm-promotion' as const,
  revision: { checksum: '5c4d6696cf', since: '2026-01-01T10:00:00Z' },
  by: OLIVIA,
  reason: 'Looks good',
  holdsMs: HOUR,
};

describe.each(databases.each)('KnexGateStore (%s)', databaseId => {
  const setup = async () => {
    const knex = await databases.create(databaseId);
    return { knex, store: new KnexGateStore(knex) };
  };

  it('knows whose a token is, and when it was last asked with', async () => {
    const { knex, store } = await setup();
    const token = newGateToken();
    await store.setToken(place, hashGateToken(token), OLIVIA);
    expect(await store.url(place)).toMatchObject({
      createdBy: OLIVIA,
      createdAt: expect.stringMatching(/Z$/),
      askedAt: undefined,
    });

    expect(await store.asked(hashGateToken(token))).toEqual(place);

    const { askedAt = '' } = (await store.url(place)) ?? {};
    expect(Math.abs(Date.parse(askedAt) - Date.now())).toBeLessThan(60_000);
    expect(JSON.stringify(await knex('mesh_gate_urls'))).not.toContain(token);
  });

  it('writes nothing for a token that is nobody’s', async () => {
    const { knex, store } = await setup();

    expect(await store.asked(hashGateToken(newGateToken()))).toBeUndefined();

    expect(await knex('mesh_gate_urls')).toEqual([]);
  });

  it('gives a canary another token, and forgets the one before', async () => {
    const { store } = await setup();
    await store.setToken(place, 'one', OLIVIA);
    await store.asked('one');
    await store.setToken(place, 'two', PAT);

    expect(await store.asked('one')).toBeUndefined();
    expect(await store.url(place)).toMatchObject({
      tokenHash: 'two',
      createdBy: PAT,
      askedAt: undefined,
    });
  });

  it('keeps an approval until it is withdrawn, and who did that', async () => {
    const { store } = await setup();
    await store.approve(place, approval);
    const { holdsMs: _, ...said } = approval;
    const [held] = await store.holding(place);
    expect(held).toEqual({
      ...said,
      at: expect.any(String),
      until: expect.any(String),
      endedAt: undefined,
      endedBy: undefined,
    });
    expect(Date.parse(held.until) - Date.parse(held.at)).toBeCloseTo(HOUR, -3);

    expect(await store.withdraw(place, 'rollback', PAT)).toBe(false);
    expect(await store.withdraw(place, approval.gate, PAT)).toBe(true);

    expect(await store.holding(place)).toEqual([]);
    expect(await store.withdraw(place, approval.gate, PAT)).toBe(false);
    expect(await store.history(place, 10)).toMatchObject([
      { by: OLIVIA, endedBy: PAT, endedAt: expect.any(String) },
    ]);
  });

  it('lets an approval expire', async () => {
    const { store } = await setup();
    await store.approve(place, { ...approval, holdsMs: 0 });

    expect(await store.holding(place)).toEqual([]);
    expect(await store.history(place, 10)).toMatchObject([
      { endedAt: undefined },
    ]);
  });

  it('holds one approval a gate: the newest', async () => {
    const { store } = await setup();
    await store.approve(place, approval);
    await store.approve(place, { ...approval, gate: 'rollback' });
    await store.approve(place, { ...approval, by: PAT, reason: undefined });

    expect(
      (await store.holding(place)).map(({ gate, by }) => [gate, by]),
    ).toEqual([
      ['rollback', OLIVIA],
      ['confirm-promotion', PAT],
    ]);
    expect(await store.history(place, 1)).toMatchObject([{ by: PAT }]);
  });

  it('keeps canaries apart', async () => {
    const { store } = await setup();
    await store.approve(place, approval);

    for (const other of [
      { ...place, cluster: 'x' },
      { ...place, namespace: 'x' },
      { ...place, canary: 'x' },
    ]) {
      expect(await store.holding(other)).toEqual([]);
      expect(await store.withdraw(other, approval.gate, PAT)).toBe(false);
    }
  });
});
