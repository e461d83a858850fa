import { setTimeout as sleep } from 'node:timers/promises';
import { kinds, KubernetesObject } from '@onmesh/plugin-mesh-common';
import { waitFor } from '../__testUtils__/waitFor';
import { KindWatch, KindWatchOptions } from './KindWatch';
import {
  KubernetesApi,
  KubernetesApiError,
  KubernetesSilence,
  Query,
} from './KubernetesApi';

const service = kinds[2];
const named = (name: string, resourceVersion: string) => ({
  metadata: { name, namespace: 'shop', resourceVersion },
});
const list = (resourceVersion: string, ...names: string[]) => ({
  metadata: { resourceVersion },
  items: names.map(name => named(name, resourceVersion)),
});
const event = (type: string, object: object) =>
  JSON.stringify({ type, object });

/** An API server whose answers a test writes down, in the order in which they are asked for. */
class ScriptedApi implements KubernetesApi {
  readonly asked: { path: string; query: Query }[] = [];
  lists: (object | Error)[] = [];
  watches: (string[] | Error)[] = [];

  async get(path: string, query: Query): Promise<unknown> {
    this.asked.push({ path, query });
    const answer = this.lists.shift() ?? new Error('no more lists');
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  }

  async *lines(
    path: string,
    query: Query,
    signal: AbortSignal,
    onOpen: () => void,
  ): AsyncIterable<string> {
    this.asked.push({ path, query });
    const answer = this.watches.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    onOpen();
    yield* answer ?? [];
    if (answer === undefined) {
      await sleep(60_000, undefined, { signal });
    }
  }
}

describe('KindWatch', () => {
  let api: ScriptedApi;
  let watch: KindWatch;

  beforeEach(() => {
    api = new ScriptedApi();
  });
  afterEach(() => watch.close());

  /** @returns the types of all states that it goes through from then on */
  const open = (options: Partial<KindWatchOptions> = {}) => {
    const states: string[] = [];
    watch = new KindWatch({
      api: async () => api,
      kind: service,
      onChange: () => states.push(watch.state.type),
      retryGapMs: 10,
      ...options,
    });
    return states;
  };
  const names = () =>
    [...watch.objects()].map((o: KubernetesObject) => o.metadata.name);
  const versionsWatchedFrom = () =>
    api.asked
      .filter(({ query }) => query.watch)
      .map(({ query }) => query.resourceVersion);

  it('reads lists page by page', async () => {
    api.lists = [
      { ...list('7', 'a'), metadata: { resourceVersion: '7', continue: 'x' } },
      list('7', 'b'),
    ];
    open();
    await waitFor(() => expect(names()).toEqual(['a', 'b']));
    expect(api.asked[1].query).toMatchObject({ continue: 'x' });
    expect([...watch.objects()][0]).toMatchObject({
      apiVersion: 'v1',
      kind: 'Service',
    });
  });

  it('applies events, and goes on from the last one when the watch ends', async () => {
    api.lists = [list('1', 'a', 'b')];
    api.watches = [
      [
        event('ADDED', named('c', '2')),
        event('DELETED', named('a', '3')),
        event('BOOKMARK', { metadata: { resourceVersion: '9' } }),
      ],
    ];
    open();
    await waitFor(() => expect(names()).toEqual(['b', 'c']));
    await waitFor(() => expect(versionsWatchedFrom()).toEqual(['1', '9']));
    expect(watch.state).toEqual({ type: 'current' });
  });

  it('does not tell of what changed nothing that is kept', async () => {
    const node = (resourceVersion: string, kubeletVersion: string) => ({
      metadata: { name: 'a', resourceVersion },
      status: { nodeInfo: { kubeletVersion } },
    });
    api.lists = [
      { metadata: { resourceVersion: '1' }, items: [node('1', 'v1.32.0')] },
    ];
    api.watches = [
      [
        event('MODIFIED', node('2', 'v1.32.0')),
        event('MODIFIED', node('3', 'v1.33.0')),
        event('MODIFIED', node('4', 'v1.33.0')),
      ],
    ];
    const kind = kinds.find(one => one.kind === 'Node');
    const states = open({ kind });
    await waitFor(() => expect(versionsWatchedFrom()).toEqual(['1', '4']));
    // One for the list, and one for the new version.
    expect(states).toEqual(['current', 'current']);
  });

  it.each([
    [
      'an event',
      [event('ERROR', { metadata: {}, code: 410, message: 'too old' })],
    ],
    ['a refusal', new KubernetesApiError(410, 'too old')],
  ])('lists again when the history is gone, told by %s', async (_, gone) => {
    api.lists = [list('1', 'a'), list('50', 'b')];
    api.watches = [gone];
    open();
    await waitFor(() => expect(names()).toEqual(['b']));
    await waitFor(() => expect(versionsWatchedFrom()).toEqual(['1', '50']));
  });

  it('keeps the objects while the server is away, and says since when', async () => {
    api.lists = [list('1', 'a')];
    api.watches = [new Error('connection refused'), new Error('still')];
    open();
    await waitFor(() =>
      expect(watch.state).toMatchObject({
        type: 'stale',
        reason: 'connection refused',
      }),
    );
    expect(names()).toEqual(['a']);
    await waitFor(() => expect(watch.state).toEqual({ type: 'current' }));
    expect(versionsWatchedFrom()).toEqual(['1', '1', '1']);
  });

  it('counts the time that it took to notice a silent connection', async () => {
    api.lists = [list('1', 'a')];
    api.watches = [new KubernetesSilence(75_000), new Error('still')];
    open({ now: () => new Date('2026-01-10T12:00:00Z') });
    await waitFor(() =>
      expect(watch.state).toEqual({
        type: 'stale',
        since: new Date('2026-01-10T11:58:45Z'),
        reason: 'silent for 75 s',
      }),
    );
  });

  it('keeps the objects through the refusals of a server that has just started', async () => {
    const refused = new KubernetesApiError(403, 'roles are not read yet');
    api.lists = [list('1', 'a')];
    api.watches = [new Error('connection reset'), refused, refused];
    const states = open();
    await waitFor(() => expect(versionsWatchedFrom()).toHaveLength(4));
    await waitFor(() => expect(watch.state).toEqual({ type: 'current' }));
    expect(states).not.toContain('gap');
    expect(names()).toEqual(['a']);
  });

  it.each([
    [403, 'forbids', { notInstalled: false }],
    [404, 'does not have any more', { notInstalled: true }],
  ])(
    'forgets the objects of a kind that the server keeps refusing: %s, %s',
    async (status, _, gap) => {
      const refused = new KubernetesApiError(status, 'no');
      api.lists = [list('1', 'a'), ...Array(20).fill(refused)];
      api.watches = Array(20).fill(refused);
      open();
      await waitFor(() =>
        expect(watch.state).toMatchObject({ type: 'gap', gap }),
      );
      expect(names()).toEqual([]);
    },
  );

  it.each([
    ['does not have', [new KubernetesApiError(404, 'no group')], true],
    [
      'has',
      [
        { versions: [{ version: 'v1' }] },
        { resources: [{ name: 'servicemonitors' }] },
      ],
      false,
    ],
    ['does not tell of', [new KubernetesApiError(403, 'no discovery')], false],
  ])(
    'tells a kind that it may not read from one that the server %s',
    async (_, answers, notInstalled) => {
      const kind = kinds.find(one => one.kind === 'ServiceMonitor');
      api.lists = [new KubernetesApiError(403, 'no'), ...answers];
      open({ kind });
      await waitFor(() =>
        expect(watch.state).toMatchObject({
          type: 'gap',
          gap: { notInstalled },
        }),
      );
    },
  );

  it('ends at once when closed', async () => {
    api.lists = [list('1', 'a')];
    open();
    await waitFor(() => expect(names()).toEqual(['a']));
    await watch.close();
    const asked = api.asked.length;
    await sleep(50);
    expect(api.asked).toHaveLength(asked);
  });
});
