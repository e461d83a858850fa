import { injectionWebhooks, meshSources } from '../view/meshSources';
import { analysisKinds } from './analysisKinds';
import { apiVersion, Kind, kinds } from './kinds';

const name = (kind: Kind) => `${apiVersion(kind)} ${kind.kind}`;

describe('the kinds that are read', () => {
  it('are listed once', () => {
    const all = [...kinds, ...analysisKinds].map(name);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are never Secrets', () => {
    const all = [
      ...kinds,
      ...analysisKinds,
      ...meshSources('istio-system').map(({ kind }) => kind),
    ];
    expect(all.map(({ plural }) => plural)).not.toContain('secrets');
  });

  it('hold the webhooks as a source of the mesh does, so that they are not read twice', () => {
    expect(analysisKinds).toContain(injectionWebhooks);
  });
});
