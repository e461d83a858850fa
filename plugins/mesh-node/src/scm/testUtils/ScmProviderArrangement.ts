import { ScmProvider } from '../ScmProvider';

/** A fresh repository for one case of {@link scmProviderContract}. */
export interface ScmProviderArrangement {
  provider: ScmProvider;
  /** A branch that exists, with one commit at least. */
  base: string;
  /** Commits on an existing branch behind the provider's back, as a person with plain Git would; answers with the commit. */
  pushByHand(
    branch: string,
    files: Readonly<Record<string, string>>,
  ): Promise<string>;
}

/** One sentence about every {@link ScmProvider}, and the check that it holds. */
export interface ScmProviderContractCase {
  name: string;
  /** Rejects with an `AssertionError` when the provider breaks the contract. */
  run(arrangement: ScmProviderArrangement): Promise<void>;
}
