import { Kind, kinds } from './kinds';
import { readScopes } from './readScopes';

const kindOf = (name: string): Kind => {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) {
    throw new Error(`${name} is not among the kinds`);
  }
  return found;
};
const pods = kindOf('Pod');
const namespaces = kindOf('Namespace');

describe('a kind is read', () => {
  it('with one request where all namespaces may be read', () => {
    expect(readScopes(pods, undefined)).toEqual([{ kind: pods }]);
    expect(readScopes(namespaces, undefined)).toEqual([{ kind: namespaces }]);
  });

  it('in each namespace that may be read', () => {
    expect(readScopes(pods, ['shop', 'istio-system'])).toEqual([
      { kind: pods, namespace: 'shop' },
      { kind: pods, namespace: 'istio-system' },
    ]);
  });

  it('by name, where the kind lies in no namespace', () => {
    expect(readScopes(namespaces, ['shop'])).toEqual([
      { kind: namespaces, selector: { fieldSelector: 'metadata.name=shop' } },
    ]);
  });

  it('not at all, where it has to do with no namespace and only some may be read', () => {
    const nodes = kindOf('Node');
    expect(readScopes(nodes, undefined)).toEqual([{ kind: nodes }]);
    expect(readScopes(nodes, ['shop'])).toEqual([]);
  });

  it('only as far as it matters', () => {
    const events = kindOf('Event');
    const selector = { fieldSelector: 'involvedObject.kind=Canary' };
    expect(readScopes(events, undefined)).toEqual([{ kind: events, selector }]);
    expect(readScopes(events, ['shop'])).toEqual([
      { kind: events, namespace: 'shop', selector },
    ]);
  });
});
