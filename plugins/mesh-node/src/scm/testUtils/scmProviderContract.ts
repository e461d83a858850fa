import { commitContract } from './commitContract';
import { pullRequestContract } from './pullRequestContract';
import { ScmProviderContractCase } from './ScmProviderArrangement';

/**
 * What every implementation of {@link ScmProvider} has to do, for use with any test runner:
 *
 * ```ts
 * it.each(scmProviderContract)('$name', async ({ run }) => run(await arrange()));
 * ```
 */
export const scmProviderContract: readonly ScmProviderContractCase[] = [
  ...commitContract,
  ...pullRequestContract,
];
