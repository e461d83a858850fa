import { ClusterView } from '../../view/ClusterView';
import { RulesAbout, rulesAbout } from './rulesAbout';
import { tlsMeshOf } from './tlsFromView';
import { TlsMesh } from './TlsQuestion';

/** What verdicts over a view share. */
export class MtlsContext {
  readonly mesh: TlsMesh;
  readonly #view: ClusterView;
  #rules: RulesAbout | undefined;

  constructor(view: ClusterView) {
    this.#view = view;
    this.mesh = tlsMeshOf(view);
  }

  /** Of the whole cluster, so they are sorted only when a question needs them. */
  get rules(): RulesAbout {
    this.#rules ??= rulesAbout(this.#view);
    return this.#rules;
  }
}

const known = new WeakMap<ClusterView, MtlsContext>();

/** Made once for a view and gone with it, so that asking about each namespace of a fleet reads its rules once. */
export function mtlsContext(view: ClusterView): MtlsContext {
  const context = known.get(view) ?? new MtlsContext(view);
  known.set(view, context);
  return context;
}
