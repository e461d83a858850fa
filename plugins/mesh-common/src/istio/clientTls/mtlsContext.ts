import { ClusterView } from '../../view/ClusterView';
import { RulesAbout, rulesAbout } from './rulesAbout';
import { tlsMeshOf } from './tlsFromView';
import { TlsMesh } from './TlsQuestion';

/** What verdicts over a view share. */
export interface MtlsContext {
  mesh: TlsMesh;
  rules: RulesAbout;
}

const known = new WeakMap<ClusterView, MtlsContext>();

/** Made once for a view and gone with it, so that asking about each namespace of a fleet reads its rules once. */
export function mtlsContext(view: ClusterView): MtlsContext {
  const context = known.get(view) ?? {
    mesh: tlsMeshOf(view),
    rules: rulesAbout(view),
  };
  known.set(view, context);
  return context;
}
