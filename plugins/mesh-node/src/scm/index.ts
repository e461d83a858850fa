export * from './ScmError';
export * from './ScmProvider';
export * from './branchName';
export * from './repositoryPath';
export * from './testUtils/ScmProviderArrangement';
export * from './testUtils/scmProviderContract';
