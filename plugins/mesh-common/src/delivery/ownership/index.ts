export * from './Application';
export * from './gitOpsOwner';
export * from './weightsFoughtOver';
