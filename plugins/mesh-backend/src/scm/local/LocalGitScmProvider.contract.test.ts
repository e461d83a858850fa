import { scmProviderContract } from '@onmesh/plugin-mesh-node';
import { arrangeLocal } from '../__testUtils__/arrangeLocal';

// Each test starts dozens of Git processes, which takes its time on a busy machine.
jest.setTimeout(60_000);

describe('a local Git repository keeps the contract of Git hosts: it', () => {
  it.each(scmProviderContract)('$name', async ({ run }) => {
    const arrangement = await arrangeLocal();
    try {
      await expect(run(arrangement)).resolves.toBeUndefined();
    } finally {
      await arrangement.remove();
    }
  });
});
