import { ClusterView } from '../../view/ClusterView';

/** What rules share is made once for a view, and goes with it. */
export function memoByView<T>(
  make: (view: ClusterView) => T,
): (view: ClusterView) => T {
  const made = new WeakMap<ClusterView, { value: T }>();
  return view => {
    const known = made.get(view) ?? { value: make(view) };
    made.set(view, known);
    return known.value;
  };
}
