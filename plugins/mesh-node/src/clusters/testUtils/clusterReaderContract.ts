import { notStrictEqual, ok, rejects, strictEqual } from 'node:assert';
import { ClusterReader } from '../ClusterReader';

/** A reader for one case of {@link clusterReaderContract}. The case closes it. */
export interface ClusterReaderArrangement {
  reader: ClusterReader;
  /** One of its clusters, which is reachable. */
  cluster: string;
  /** Changes something in that cluster behind the reader's back. */
  change(): Promise<void>;
}

/** One sentence about every {@link ClusterReader}, and the check that it holds. */
export interface ClusterReaderContractCase {
  name: string;
  /** Rejects with an `AssertionError` when the reader breaks the contract. */
  run(arrangement: ClusterReaderArrangement): Promise<void>;
}

const PATIENCE_MS = 10_000;

/**
 * What every implementation of {@link ClusterReader} has to do, for use with any test runner:
 *
 * ```ts
 * it.each(clusterReaderContract)('$name', async ({ run }) => run(await arrange()));
 * ```
 */
export const clusterReaderContract: readonly ClusterReaderContractCase[] = [
  {
    name: 'answers for the clusters that it names, with a time and without problems',
    run: closing(async ({ reader, cluster }) => {
      ok(reader.clusters().includes(cluster));
      const { view, health } = await reader.view(cluster);
      strictEqual(view.cluster, cluster);
      strictEqual(health.cluster, cluster);
      strictEqual(health.problems.join(), '');
      ok(!Number.isNaN(Date.parse(health.asOf ?? '')));
      ok(view.objects().length > 0);
    }),
  },
  {
    name: 'does not know other clusters',
    run: closing(({ reader }) =>
      rejects(reader.view('no-such-cluster'), { name: 'NotFoundError' }),
    ),
  },
  {
    name: 'hands out the same view while nothing changes',
    run: closing(async ({ reader, cluster }) => {
      const { view } = await settled(reader, cluster);
      strictEqual((await reader.view(cluster)).view, view);
    }),
  },
  {
    name: 'tells of a change, answers with it, and leaves the view from before as it was',
    run: closing(async ({ reader, cluster, change }) => {
      const before = (await settled(reader, cluster)).view;
      const count = before.objects().length;
      const heard = nextChange(reader);
      await change();
      strictEqual(await heard, cluster);
      notStrictEqual((await reader.view(cluster)).view, before);
      strictEqual(before.objects().length, count);
    }),
  },
  {
    name: 'tells nobody who ended the subscription, and goes on telling others',
    run: closing(async ({ reader, cluster, change }) => {
      await settled(reader, cluster);
      let told = 0;
      const listener = () => {
        told += 1;
      };
      const end = reader.onChange(listener);
      reader.onChange(listener);
      end();
      const heard = nextChange(reader);
      await change();
      await heard;
      strictEqual(told, 1);
    }),
  },
  {
    name: 'tells nothing any more once it is closed, and may be closed twice',
    run: closing(async ({ reader, cluster, change }) => {
      const { view } = await settled(reader, cluster);
      let told = 0;
      reader.onChange(() => {
        told += 1;
      });
      await reader.close();
      await change();
      await pause(300);
      strictEqual(told, 0);
      ok(view.objects().length > 0);
    }),
  },
];

function closing(
  run: ClusterReaderContractCase['run'],
): ClusterReaderContractCase['run'] {
  return async arrangement => {
    try {
      await run(arrangement);
    } finally {
      await arrangement.reader.close();
    }
  };
}

/** An answer after which nothing is announced for a while: a reader may still be telling of its first read. */
async function settled(reader: ClusterReader, cluster: string) {
  await reader.view(cluster);
  await pause(300);
  return reader.view(cluster);
}

function nextChange(reader: ClusterReader): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`no change was told within ${PATIENCE_MS} ms`)),
      PATIENCE_MS,
    );
    const end = reader.onChange(cluster => {
      clearTimeout(limit);
      end();
      resolve(cluster);
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
