import { shapes } from './core/shapes';
import { Problem } from './Problem';
import { own } from './structure/isRecord';
import { schemaFor } from './structure/schemaFor';
import { typeMismatches } from './structure/typeMismatches';

/**
 * The fields of an object that are a text where a list must be, and the like: no cluster holds it, and nobody can tell what
 * it means. An object of a kind or a version that is not known here has none.
 */
export function mistypedFields(object: {
  apiVersion: string;
  kind: string;
  status?: unknown;
}): Problem[] {
  const { apiVersion, kind } = object;
  const { version, resolve } = schemaFor(apiVersion, kind) ?? {};
  // What a manifest says of it is left out by the API server.
  const { status, ...desired } = object;
  if (version && resolve) {
    return typeMismatches(desired, version, resolve);
  }
  const shape = own(shapes, `${apiVersion}/${kind}`);
  return shape ? typeMismatches(desired, shape, one => one) : [];
}
