import { metadataProblems } from './core/metadataProblems';
import { podTemplateProblems } from './core/podTemplateProblems';
import { serviceProblems } from './core/serviceProblems';
import { mistypedFields } from './mistypedFields';
import { Problem } from './Problem';
import { isRecord, own } from './structure/isRecord';
import { schemaFor } from './structure/schemaFor';
import { structuralProblems } from './structure/structuralProblems';
import { withDefaults } from './structure/withDefaults';
import { webhookProblems } from './webhook/webhookProblems';

const builtIn: Readonly<Record<string, (spec: unknown) => Problem[]>> = {
  'apps/v1/Deployment': podTemplateProblems,
  'apps/v1/StatefulSet': podTemplateProblems,
  'apps/v1/DaemonSet': podTemplateProblems,
  'v1/Service': serviceProblems,
};

/**
 * Why a cluster would refuse an object: the API server, with the schema of the kind, strict about unknown fields, and its CEL
 * rules; and, once that is passed, the webhook or the controller that reads the kind. Kinds that are not known here pass with
 * what goes for every object. No error: it is taken.
 *
 * @param object - anything; what is no object at all is a problem too
 */
export function validateObject(object: unknown): Problem[] {
  if (!isRecord(object)) {
    return [schemaProblem('', 'It is no Kubernetes object.')];
  }
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return [schemaProblem('', 'An object needs an apiVersion and a kind.')];
  }
  const problems = [
    ...metadataProblems(kind, object.metadata),
    ...kindProblems(object, apiVersion, kind),
  ];
  // As in a cluster: webhooks see only what the schema has taken.
  return problems.some(({ severity }) => severity === 'error')
    ? problems
    : [...problems, ...webhookProblems(object, apiVersion, kind)];
}

function kindProblems(
  object: Record<string, unknown>,
  apiVersion: string,
  kind: string,
): Problem[] {
  const found = schemaFor(apiVersion, kind);
  if (found === undefined) {
    const mistyped = mistypedFields({ ...object, apiVersion, kind });
    return mistyped.length > 0
      ? mistyped
      : (own(builtIn, `${apiVersion}/${kind}`)?.(object.spec) ?? []);
  }
  const { known, version, resolve } = found;
  if (version === undefined) {
    const versions = Object.keys(known.versions).join(', ');
    return [
      schemaProblem(
        'apiVersion',
        `${known.source} has no ${kind} ${apiVersion}; it has ${versions}.`,
      ),
    ];
  }
  // A status is the controller's: the API server leaves out what a manifest says of it.
  const { status, ...desired } = object;
  return structuralProblems(
    withDefaults(desired, version, resolve),
    version,
    resolve,
    '',
  );
}

function schemaProblem(path: string, message: string): Problem {
  return { severity: 'error', path, message, source: 'schema' };
}
