import { Finding, KubernetesObject } from '@onmesh/plugin-mesh-common';
import { Problem, validateObject } from '@onmesh/plugin-mesh-common/validation';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { ObjectSources, SourceLine } from '../input/ObjectSources';
import { readManifests } from '../input/readManifests';
import { outputFormat, parseOptions } from '../options';
import { columns } from '../output/columns';
import { escapeXml } from '../output/escapeXml';
import { render } from '../output/render';
import { sarif } from '../output/sarif';

/** An object and why it would be refused, with the lines where it is written. */
interface Judged {
  object: KubernetesObject;
  problems: (Problem & { place?: SourceLine })[];
}

/** Whether the API server, istiod and the controller of Argo Rollouts would take objects, before anybody applies them. */
export const validate: Command = {
  name: 'validate',
  usage: '-f FILE|DIR|-',
  summary: 'Would the cluster take these objects?',
  ownInput: true,
  help: `  -f, --filename FILE|DIR|-  Kubernetes objects in YAML or JSON, may be repeated; - is standard input.
  -n, --namespace NS         The namespace of objects that name none; else default.
  -o, --output FORMAT        text (default), json, yaml, junit, or sarif for code scanning.
      --strict               Warnings count as errors.
  Nothing is asked of a cluster. Exit code 1: an object would be refused.
`,
  run: async (args, io) => {
    const { values } = parseOptions(args, {
      filename: { type: 'string', short: 'f', multiple: true },
      namespace: { type: 'string', short: 'n' },
      output: { type: 'string', short: 'o' },
      strict: { type: 'boolean' },
    });
    const format = outputFormat(values.output, [
      'text',
      'json',
      'yaml',
      'junit',
      'sarif',
    ]);
    if (!values.filename) {
      throw new CliError('Name files or folders with -f, or - for stdin');
    }
    const sources = new ObjectSources();
    const objects = await readManifests(values.filename, io, {
      namespace: values.namespace,
      sources,
    });
    const judged = objects.map(object => judge(object, sources));
    const isRefused = ({ problems }: Judged) =>
      problems.some(({ severity }) => values.strict || severity === 'error');
    switch (format) {
      case 'text':
        io.out(describe(judged));
        break;
      case 'junit':
        io.out(junit(judged, isRefused));
        break;
      case 'sarif':
        io.out(sarif(judged.flatMap(asFindings), sources));
        break;
      default:
        io.out(
          render(
            judged.map(({ object, problems }) => ({
              object: identityOf(object),
              problems,
            })),
            format,
          ),
        );
    }
    return judged.some(isRefused) ? 1 : 0;
  },
};

function judge(object: KubernetesObject, sources: ObjectSources): Judged {
  const { kind, metadata } = object;
  return {
    object,
    problems: validateObject(object).map(problem => ({
      ...problem,
      place: sources.locate({
        kind,
        namespace: metadata.namespace,
        name: metadata.name,
        field: problem.path,
      }),
    })),
  };
}

/** A problem as a finding, by who would say it: the schema, a rule in it, or the webhook. */
function asFindings({ object, problems }: Judged): Finding[] {
  const { kind, metadata } = object;
  const { namespace, name } = metadata;
  return problems.map(({ severity, source, path, message }) => ({
    code: source,
    severity,
    object: { kind, namespace, name, field: path },
    message,
    action: '',
  }));
}

function identityOf({ apiVersion, kind, metadata }: KubernetesObject) {
  const { namespace, name } = metadata;
  return { apiVersion, kind, namespace, name };
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${[metadata.namespace, metadata.name].filter(Boolean).join('/')}`;
}

function describe(judged: readonly Judged[]): string {
  const rows = judged.flatMap(({ object, problems }) =>
    problems.map(({ severity, path, message, place }) => [
      severity,
      nameOf(object),
      `${path === '' ? '' : `${path}: `}${message}${place ? ` (${place.file}:${place.line})` : ''}`,
    ]),
  );
  const all = judged.flatMap(({ problems }) => problems);
  const count = (wanted: Problem['severity']) =>
    all.filter(({ severity }) => severity === wanted).length;
  return [
    ...columns(rows),
    `${judged.length} objects, ${count('error')} errors, ${count('warning')} warnings`,
  ].join('\n');
}

/** One test case an object, as CI systems show them. */
function junit(
  judged: readonly Judged[],
  isRefused: (one: Judged) => boolean,
): string {
  const failures = judged.filter(isRefused).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="onmesh validate" tests="${judged.length}" failures="${failures}" errors="0">`,
    '  <testsuite name="objects">',
    ...judged.flatMap(one => {
      const open = `    <testcase name="${escapeXml(nameOf(one.object))}"`;
      const said = one.problems.map(({ path, message }) =>
        [path, message].filter(Boolean).join(': '),
      );
      return isRefused(one)
        ? [
            `${open}>`,
            `      <failure message="it would be refused">${escapeXml(said.join('\n'))}</failure>`,
            '    </testcase>',
          ]
        : [`${open}/>`];
    }),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}
