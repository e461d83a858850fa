import { assertBranchName, branchNameProblem } from './branchName';
import { ScmInvalidError } from './ScmError';

describe('branchNameProblem', () => {
  it.each([
    'main',
    'mesh/checkout-1a2b3c4d-2',
    'a@b',
    'ünï/日本',
    'head',
    'a.lock.b',
    'deadbeef',
  ])('takes %j', branch => {
    expect(branchNameProblem(branch)).toBeUndefined();
    expect(() => assertBranchName(branch)).not.toThrow();
  });

  it.each`
    branch               | reason
    ${''}                | ${'empty'}
    ${'/a'}              | ${'slash'}
    ${'a/'}              | ${'slash'}
    ${'a//b'}            | ${'slash'}
    ${'.a'}              | ${'starts with a dot'}
    ${'a/.b'}            | ${'starts with a dot'}
    ${'a.lock'}          | ${'".lock"'}
    ${'a.lock/b'}        | ${'".lock"'}
    ${'a..b'}            | ${'".."'}
    ${'a.'}              | ${'ends with a dot'}
    ${'a@{1}'}           | ${'"@{"'}
    ${'@'}               | ${'"@"'}
    ${'a b'}             | ${'blank'}
    ${'a~1'}             | ${'~^:?*['}
    ${'a^'}              | ${'~^:?*['}
    ${'main:refs/x'}     | ${'~^:?*['}
    ${'+a*'}             | ${'~^:?*['}
    ${'a\\b'}            | ${'~^:?*['}
    ${'a\nb'}            | ${'control character'}
    ${'a\0'}             | ${'control character'}
    ${'--force'}         | ${'starts with "-"'}
    ${'HEAD'}            | ${'HEAD'}
    ${'refs/heads/main'} | ${'"refs/"'}
    ${'A1'.repeat(20)}   | ${'commit id'}
    ${'a1'.repeat(32)}   | ${'commit id'}
    ${'x'.repeat(241)}   | ${'longer than 240 bytes'}
  `('refuses $branch: $reason', ({ branch, reason }) => {
    expect(branchNameProblem(branch)).toContain(reason);
    expect(() => assertBranchName(branch)).toThrow(ScmInvalidError);
  });
});
