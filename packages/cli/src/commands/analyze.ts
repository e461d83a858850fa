import {
  analysisKinds,
  ClusterView,
  describeEvidence,
  Finding,
  istioRulesOnRequest,
  kinds,
  KubernetesObject,
  MeshRule,
  servicesDiffer,
  Severity,
  Suppressed,
} from '@onmesh/plugin-mesh-common';
import { objectRules } from '@onmesh/plugin-mesh-common/validation';
import { analyzeView } from '../analysis/analyzeView';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { Io } from '../Io';
import { ObjectSources } from '../input/ObjectSources';
import { InputOptions, MistypedObject, readView } from '../input/readView';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { columns } from '../output/columns';
import { render } from '../output/render';
import { sarif } from '../output/sarif';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Everything that is wrong or risky, of every workload and of the mesh as a whole. */
export const analyze: Command = {
  name: 'analyze',
  usage: '[NAMESPACE...]',
  summary: 'What is wrong or risky in the mesh?',
  help: `      --fail-on LEVEL        error (default), warning or info: from which on the exit code is 1.
      --show-ignored         Adds what the annotation onmesh.io/ignore sets aside, with the reasons.
      --alpha                Adds the annotations that Istio may still change (IST0136).
      --remote CTX|DIR       Another cluster of the same mesh, whose Services must be the same (IST0170): a context
                             of the kubeconfig, with -f a folder. May be repeated.
  Formats besides: sarif, for code scanning.
`,
  run: async (args, io) => {
    const { values, positionals: namespaces } = parseOptions(args, {
      ...inputOptions,
      'fail-on': { type: 'string' },
      'show-ignored': { type: 'boolean' },
      alpha: { type: 'boolean' },
      remote: { type: 'string', multiple: true },
    });
    const format = outputFormat(values.output, [
      'text',
      'json',
      'yaml',
      'sarif',
    ]);
    const failOn = severityOf(values['fail-on'] ?? 'error');
    const sources = new ObjectSources();
    const mistyped: MistypedObject[] = [];
    const view = await readView(
      values,
      io,
      sources,
      [...kinds, ...analysisKinds],
      these => mistyped.push(...these),
    );
    assertAreThere(namespaces, [
      ...view.objects(),
      ...mistyped.map(({ object }) => object),
    ]);
    const { findings: found, suppressed } = analyzeView(view, {
      namespaces,
      also: {
        ...objectRules,
        ...(values.alpha && istioRulesOnRequest),
        IST0170: acrossClusters(await readRemotes(values, io)),
      },
    });
    const findings = [
      ...mistyped
        .flatMap(refusals)
        .filter(
          ({ object }) =>
            namespaces.length === 0 ||
            namespaces.includes(object?.namespace ?? ''),
        ),
      ...found,
    ];
    const ignored = values['show-ignored'] ? suppressed : [];
    switch (format) {
      case 'text':
        io.out(describe(findings, ignored, sources));
        break;
      case 'sarif':
        io.out(sarif(findings, sources));
        break;
      default:
        io.out(
          render(
            { findings, ...(values['show-ignored'] && { ignored }) },
            format,
          ),
        );
    }
    return findings.some(
      ({ severity }) => SEVERITIES.indexOf(severity) <= failOn,
    )
      ? 1
      : 0;
  },
};

/** Whoever misspells a namespace would else read that nothing is wrong there. */
function assertAreThere(
  namespaces: readonly string[],
  objects: readonly KubernetesObject[],
): void {
  const known = new Set(
    objects.flatMap(({ kind, metadata }) =>
      kind === 'Namespace' ? [metadata.name] : (metadata.namespace ?? []),
    ),
  );
  const missing = namespaces.filter(name => !known.has(name));
  if (missing.length > 0) {
    throw new CliError(
      `There is nothing in namespace ${missing.join(', ')}. There are: ${[...known].sort().join(', ')}`,
    );
  }
}

/** What is said of an object that cannot be judged, since no cluster holds it. */
function refusals({ object, problems }: MistypedObject): Finding[] {
  const { kind, metadata } = object;
  const { namespace, name } = metadata;
  return problems.map(({ path, message }) => ({
    code: 'IST0106',
    severity: 'error',
    object: { kind, namespace, name, field: path },
    message: `${path}: ${message}`,
    action: 'Correct it: a cluster refuses it as it is.',
  }));
}

/** The other clusters of a mesh, as far as they must agree with the one that is analysed. */
async function readRemotes(
  { remote = [], filename, ...cluster }: InputOptions & { remote?: string[] },
  io: Io,
): Promise<ClusterView[]> {
  const services = kinds.filter(({ kind }) => kind === 'Service');
  const views: ClusterView[] = [];
  for (const name of remote) {
    const options = filename
      ? { filename: [name], namespace: cluster.namespace }
      : { ...cluster, context: name };
    const view = await readView(options, io, undefined, services);
    views.push(withName(view, name));
  }
  return views;
}

function acrossClusters(remotes: readonly ClusterView[]): MeshRule {
  return view =>
    servicesDiffer([
      view.cluster === 'files' ? withName(view, 'the files') : view,
      ...remotes,
    ]);
}

function withName(view: ClusterView, cluster: string): ClusterView {
  return new ClusterView({
    cluster,
    objects: view.objects(),
    gaps: view.gaps,
  });
}

function severityOf(given: string): number {
  const index = SEVERITIES.findIndex(known => known === given);
  if (index < 0) {
    throw new CliError(
      `--fail-on must be one of ${SEVERITIES.join(', ')}, and not ${JSON.stringify(given)}`,
    );
  }
  return index;
}

function describe(
  findings: readonly Finding[],
  ignored: readonly Suppressed[],
  sources: ObjectSources,
): string {
  const rows = findings.map(({ severity, code, object, message, action }) => {
    const place = object && sources.locate(object);
    return [
      severity,
      code,
      object ? describeEvidence(object) : '',
      `${message} ${action}${place ? ` (${place.file}:${place.line})` : ''}`,
    ];
  });
  const count = (wanted: Severity) =>
    findings.filter(({ severity }) => severity === wanted).length;
  return [
    ...columns(rows, ''),
    ...ignored.map(
      ({ finding: { code, object }, reason }) =>
        `ignored  ${code}  ${object ? describeEvidence(object) : ''}: ${reason}`,
    ),
    `${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes`,
  ].join('\n');
}
