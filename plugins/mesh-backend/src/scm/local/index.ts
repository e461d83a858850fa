export { LocalGitScmProvider } from './LocalGitScmProvider';
export type { LocalGitScmProviderOptions } from './LocalGitScmProvider';
export * from './LocalPullRequestStore';
export { LocalPullRequestTable } from './LocalPullRequestTable';
