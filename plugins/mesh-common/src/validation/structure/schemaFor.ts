import { schemas } from '../schemas';
import { KindSchema, Resolve, StructuralSchema } from './StructuralSchema';
import { own } from './isRecord';

const byKind = new Map<string, KindSchema>(
  schemas.map(schema => [`${schema.group}/${schema.kind}`, schema]),
);

/** What is known of a kind; its version is undefined when the kind is known and the version is not. */
export function schemaFor(
  apiVersion: string,
  kind: string,
):
  | { known: KindSchema; version?: StructuralSchema; resolve: Resolve }
  | undefined {
  const [group, version = ''] = apiVersion.split('/');
  const known = byKind.get(`${group}/${kind}`);
  return (
    known && {
      known,
      version: own(known.versions, version),
      resolve: schema =>
        schema.$ref === undefined ? schema : known.$defs[schema.$ref],
    }
  );
}
