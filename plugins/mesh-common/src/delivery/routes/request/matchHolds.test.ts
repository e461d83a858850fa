import fc from 'fast-check';
import { HttpMatch } from '../../VirtualService';
import { matchHolds } from './matchHolds';
import { RoutedRequest, Truth } from './RoutedRequest';

const request: RoutedRequest = {
  method: 'GET',
  path: '/cart/items?debug=1#top',
  host: 'cart.shop',
  scheme: 'http',
  headers: { 'X-Canary': 'true', Via: ['a', 'b'] },
  caller: { namespace: 'web', labels: { app: 'web' } },
};

describe('a condition of a route', () => {
  it.each<[HttpMatch, Truth]>([
    [{}, true],
    [{ uri: { prefix: '/cart' } }, true],
    [{ uri: { prefix: '/car' } }, true],
    [{ uri: { exact: '/cart/items' } }, true],
    [{ uri: { exact: '/cart/items?debug=1' } }, false],
    [{ uri: { exact: '/CART/items' } }, false],
    [{ uri: { exact: '/CART/items' }, ignoreUriCase: true }, true],
    [{ uri: { regex: '/cart/.*' } }, true],
    [{ uri: { regex: '/cart' } }, false],
    [{ uri: { regex: '(?i)/CART/.*' } }, true],
    [{ uri: { regex: '(?P<x>' } }, 'unknown'],
    [{ method: { exact: 'GET' } }, true],
    [{ method: { exact: 'POST' } }, false],
    [{ authority: { prefix: 'cart' } }, true],
    [{ scheme: { exact: 'https' } }, false],
    [{ headers: { 'x-canary': { exact: 'true' } } }, true],
    [{ headers: { 'x-canary': {} } }, true],
    [{ headers: { 'x-other': {} } }, false],
    [{ headers: { via: { exact: 'a,b' } } }, true],
    [{ headers: { ':method': { exact: 'GET' } } }, true],
    [{ headers: { '@request.auth.claims.sub': { exact: 'x' } } }, 'unknown'],
    [{ withoutHeaders: { 'x-canary': {} } }, false],
    [{ withoutHeaders: { 'x-other': {} } }, true],
    [{ withoutHeaders: { 'x-canary': { exact: 'false' } } }, true],
    [{ withoutHeaders: { 'x-other': { regex: '.*' } } }, false],
    [{ queryParams: { debug: { exact: '1' } } }, true],
    [{ queryParams: { other: {} } }, false],
    [{ sourceNamespace: 'web' }, true],
    [{ sourceNamespace: 'shop' }, false],
    [{ sourceLabels: { app: 'web' } }, true],
    [{ sourceLabels: { app: 'web', version: 'v1' } }, false],
    [{ uri: { prefix: '/cart' }, method: { exact: 'POST' } }, false],
  ])('%j holds: %s', (match, expected) => {
    expect(matchHolds(match, request)).toBe(expected);
  });

  it.each([
    ['/cart', true],
    ['/car', false],
    ['/cart/items', true],
  ])('of an HTTPRoute, the prefix %s holds: %s', (prefix, expected) => {
    expect(matchHolds({ uri: { prefix } }, request, { wholeParts: true })).toBe(
      expected,
    );
  });

  it.each<[HttpMatch, Truth]>([
    [{ uri: { exact: '/a' } }, 'unknown'],
    [{ headers: { 'x-canary': {} } }, 'unknown'],
    [{ withoutHeaders: { 'x-canary': {} } }, 'unknown'],
    [{ queryParams: { debug: {} } }, 'unknown'],
    [{ sourceLabels: { app: 'web' } }, 'unknown'],
    [{ sourceNamespace: 'web' }, 'unknown'],
    [{ uri: { prefix: '/' } }, true],
  ])('is not known where the request does not tell: %j', (match, expected) => {
    expect(matchHolds(match, {})).toBe(expected);
  });

  it('is never settled otherwise by telling more', () => {
    const text = fc.constantFrom('a', 'b', 'true', '/cart', '/cart/items');
    const comparison = fc.oneof(
      fc.record({ exact: text }),
      fc.record({ prefix: text }),
      fc.record({ regex: text }),
      fc.constant({}),
    );
    const named = fc.dictionary(fc.constantFrom('x', 'y'), comparison);
    const anyMatch: fc.Arbitrary<HttpMatch> = fc.record(
      {
        uri: comparison,
        method: comparison,
        headers: named,
        withoutHeaders: named,
        queryParams: named,
        sourceNamespace: text,
      },
      { requiredKeys: [] },
    );
    const whole: fc.Arbitrary<RoutedRequest> = fc.record({
      method: text,
      path: text,
      headers: fc.dictionary(fc.constantFrom('x', 'y'), text),
      caller: fc.record({ namespace: text }),
    });
    const fields = ['method', 'path', 'headers', 'caller'] as const;
    fc.assert(
      fc.property(
        anyMatch,
        whole,
        fc.subarray([...fields]),
        (match, complete, left) => {
          const part = Object.fromEntries(
            left.map(field => [field, complete[field]]),
          );
          const known = matchHolds(match, part);
          expect([matchHolds(match, complete), 'unknown']).toContain(known);
        },
      ),
    );
  });
});
