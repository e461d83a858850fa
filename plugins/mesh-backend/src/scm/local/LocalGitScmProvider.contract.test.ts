import { scmProviderContract } from '@onmesh/plugin-mesh-node';
import { arrangeLocal } from '../__testUtils__/arrangeLocal';

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
