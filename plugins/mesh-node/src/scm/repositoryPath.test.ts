import { assertRepositoryPath, repositoryPathProblem } from './repositoryPath';
import { ScmInvalidError } from './ScmError';

describe('repositoryPathProblem', () => {
  it.each([
    'apps/shop/checkout.yaml',
    'README.md',
    '.github/workflows/ci.yaml',
    '.gitignore',
    'a/.gitkeep',
    'git/config',
    'a.git/x',
    'a/..b',
    'a/b..',
    'mit Leerzeichen/ü-日本.yaml',
    'a-b/c--d',
  ])('takes %j', path => {
    expect(repositoryPathProblem(path)).toBeUndefined();
    expect(() => assertRepositoryPath(path)).not.toThrow();
  });

  it.each`
    path                         | reason
    ${''}                        | ${'empty segment'}
    ${'/etc/passwd'}             | ${'empty segment'}
    ${'//server/share'}          | ${'empty segment'}
    ${'a//b'}                    | ${'empty segment'}
    ${'a/'}                      | ${'empty segment'}
    ${'..'}                      | ${'segment of dots'}
    ${'../outside'}              | ${'segment of dots'}
    ${'a/../../outside'}         | ${'segment of dots'}
    ${'a/..'}                    | ${'segment of dots'}
    ${'./a'}                     | ${'segment of dots'}
    ${'a/.../b'}                 | ${'segment of dots'}
    ${'a/.. /b'}                 | ${'segment of dots'}
    ${'a/.\u200d./b'}            | ${'segment of dots'}
    ${'.git'}                    | ${'.git folder'}
    ${'.git/config'}             | ${'.git folder'}
    ${'a/.GiT/hooks/pre-commit'} | ${'.git folder'}
    ${'.git./config'}            | ${'.git folder'}
    ${'.git /config'}            | ${'.git folder'}
    ${'.git . ./config'}         | ${'.git folder'}
    ${'GIT~1/config'}            | ${'.git folder'}
    ${'git~12'}                  | ${'.git folder'}
    ${'.git::$INDEX_ALLOCATION'} | ${'.git folder'}
    ${'.git.:x/config'}          | ${'.git folder'}
    ${'git~1. .:..'}             | ${'.git folder'}
    ${'.git. '}                  | ${'.git folder'}
    ${'.g\u200cit/config'}       | ${'.git folder'}
    ${'.git\ufeff/config'}       | ${'.git folder'}
    ${'a\\b'}                    | ${'backslash'}
    ${'..\\..\\outside'}         | ${'backslash'}
    ${'C:/Windows/x'}            | ${'drive letter'}
    ${'c:x'}                     | ${'drive letter'}
    ${'a\0b'}                    | ${'control characters'}
    ${'a\nb'}                    | ${'control characters'}
    ${'a\u007f'}                 | ${'control characters'}
    ${'a\u0085b'}                | ${'control characters'}
    ${'a\u2028b'}                | ${'control characters'}
    ${'a\ud800b'}                | ${'no valid Unicode'}
    ${'-rf'}                     | ${'starts with "-"'}
    ${'a/--exec=x'}              | ${'starts with "-"'}
    ${'é'.repeat(128)}           | ${'longer than 255 bytes'}
    ${'abcdefg/'.repeat(512)}    | ${'longer than 4000 bytes'}
  `('refuses $path: $reason', ({ path, reason }) => {
    expect(repositoryPathProblem(path)).toContain(reason);
    expect(() => assertRepositoryPath(path)).toThrow(ScmInvalidError);
  });
});
