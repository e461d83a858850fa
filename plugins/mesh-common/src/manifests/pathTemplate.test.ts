import fc from 'fast-check';
import {
  isSafePath,
  PathTemplateError,
  renderPathTemplate,
} from './pathTemplate';

const target = { cluster: 'east', namespace: 'payments', workload: 'api' };

describe('renderPathTemplate', () => {
  it.each([
    ['clusters/{cluster}/{namespace}/{workload}', 'clusters/east/payments/api'],
    ['{namespace}', 'payments'],
    ['apps/{namespace}-{workload}', 'apps/payments-api'],
    ['.fleet/{cluster}', '.fleet/east'],
  ])('%s is %s', (template, expected) => {
    expect(renderPathTemplate(template, target)).toBe(expected);
  });

  it.each([
    ...['', '/{namespace}', '{namespace}/', 'a//b', '..', '../{namespace}'],
    ...['a/../b', 'a/./b', '.git', 'a/.GIT/b', 'a/.git./b', 'a\\b', 'a\0b'],
    ...['-a/{namespace}', 'a b', '{user}', '{constructor}', '{}', '{namespace'],
  ])('the template %j is refused', template => {
    expect(() => renderPathTemplate(template, target)).toThrow(
      PathTemplateError,
    );
  });

  it.each([
    ...['', '.', '..', '.git', 'a/b', '/a', 'a\\b', 'a\0', '-rf', ' a', 'a\n'],
    ...['arn:aws:eks', '{namespace}', '.hidden', 'x'.repeat(254)],
  ])('the value %j is refused', namespace => {
    expect(() =>
      renderPathTemplate('apps/{namespace}', { ...target, namespace }),
    ).toThrow(PathTemplateError);
  });

  it('never leads out of the literal start, whatever the values', () => {
    const value = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[./\\a-z~-]{1,8}$/),
      fc.constantFrom('..', '.git', '.GIT', 'a/../..', 'ok', 'a.b', 'A_1'),
    );
    // The path, or undefined when it is refused.
    const render = (values: typeof target) => {
      try {
        return renderPathTemplate(
          'apps/{cluster}/{namespace}/{workload}',
          values,
        );
      } catch (error) {
        if (error instanceof PathTemplateError) {
          return undefined;
        }
        throw error;
      }
    };
    fc.assert(
      fc.property(value, value, value, (cluster, namespace, workload) => {
        const path = render({ cluster, namespace, workload });
        fc.pre(path !== undefined);
        const url = new URL(`file:///${path}`);
        expect(url.pathname).toBe(`/apps/${cluster}/${namespace}/${workload}`);
        expect(path.split('/')).toHaveLength(4);
        expect(isSafePath(path)).toBe(true);
      }),
      { maxSkipsPerRun: 1000 },
    );
  });
});

describe('isSafePath', () => {
  it.each([
    ['apps/payments/deploy me.yaml', true],
    ['apps/.hidden/a.yaml', true],
    ['apps/../a.yaml', false],
    ['/a.yaml', false],
    ['a/', false],
    ['a/.Git/config', false],
    ['a\\b', false],
    ['a/-b', false],
    ['', false],
  ])('of %j is %s', (path, expected) => {
    expect(isSafePath(path)).toBe(expected);
  });
});
