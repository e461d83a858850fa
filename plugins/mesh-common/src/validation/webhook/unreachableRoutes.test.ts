import { HttpMatch } from './httpMatch';
import { unreachableRoutes } from './unreachableRoutes';

const paths = (code: string, ...http: { match?: HttpMatch[] }[]) =>
  unreachableRoutes({ http })
    .filter(problem => problem.code === code)
    .map(({ path }) => path);

const cart = { prefix: '/cart' };
const items = { prefix: '/cart/items' };
const header = (name: string, exact: string) => ({
  headers: { [name]: { exact } },
});

describe('a match that is covered by one before', () => {
  it.each<[string, HttpMatch, HttpMatch]>([
    ['a longer path', { uri: cart }, { uri: items }],
    ['a header besides', { uri: cart }, { uri: cart, ...header('x', '1') }],
    ['a port besides', { uri: cart }, { uri: items, port: 80 }],
    [
      'a method besides',
      { uri: cart },
      { uri: items, method: { exact: 'POST' } },
    ],
    [
      'any value of the same header',
      { uri: cart, headers: { x: {} } },
      { uri: items, ...header('x', '1') },
    ],
    [
      'a longer prefix of the same host',
      { uri: cart, authority: { prefix: 'shop.' } },
      { uri: items, authority: { exact: 'shop.example' } },
    ],
    [
      'fewer gateways',
      { uri: cart, gateways: ['mesh', 'a'] },
      { uri: items, gateways: ['a'] },
    ],
    ['spelling', { uri: cart, ignoreUriCase: true }, { uri: items }],
  ])('asks for %s', (_, before, after) => {
    expect(paths('IST0131', { match: [before] }, { match: [after] })).toEqual([
      'spec.http[1].match[0]',
    ]);
  });
});

describe('a match that requests still get to', () => {
  it.each<[string, HttpMatch, HttpMatch]>([
    ['a shorter path', { uri: items }, { uri: cart }],
    ['another method', { uri: cart, method: { exact: 'GET' } }, { uri: items }],
    ['another header', { uri: cart, ...header('x', '1') }, { uri: items }],
    [
      'other callers',
      { uri: cart, sourceLabels: { app: 'a' } },
      { uri: items },
    ],
    ['other namespaces', { uri: cart, sourceNamespace: 'a' }, { uri: items }],
    ['other gateways', { uri: cart, gateways: ['a'] }, { uri: items }],
    [
      'another expression',
      { uri: cart, headers: { x: { regex: 'a' } } },
      { uri: items, headers: { x: { regex: 'a.*' } } },
    ],
    [
      'a header that may be there',
      { uri: cart, withoutHeaders: { x: {} } },
      { uri: items },
    ],
    ['other spellings', { uri: cart }, { uri: items, ignoreUriCase: true }],
  ])('asks for %s', (_, before, after) => {
    expect(paths('IST0131', { match: [before] }, { match: [after] })).toEqual(
      [],
    );
  });
});

describe('a route that nothing gets to', () => {
  it('has only matches of those before it, whatever they are called', () => {
    expect(
      paths(
        'IST0130',
        { match: [{ uri: cart, name: 'a' }, { uri: items }] },
        { match: [{ name: 'b', uri: cart }] },
      ),
    ).toEqual(['spec.http[1]']);
  });

  it('is after one that takes all, of every protocol', () => {
    const tcp = [{}, { match: [{ port: 80 }] }, {}];
    expect(
      unreachableRoutes({ tcp, tls: tcp }).map(({ path }) => path),
    ).toEqual(['spec.tls[1]', 'spec.tls[2]', 'spec.tcp[1]', 'spec.tcp[2]']);
  });
});
