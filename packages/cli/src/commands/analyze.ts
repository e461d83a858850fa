import {
  bySeverity,
  ClusterView,
  describeEvidence,
  evaluateTarget,
  Finding,
  findTargets,
  meshFindings,
  Severity,
  Suppressed,
} from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { ObjectSources } from '../input/ObjectSources';
import { readView } from '../input/readView';
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
  Formats besides: sarif, for code scanning.
`,
  run: async (args, io) => {
    const { values, positionals: namespaces } = parseOptions(args, {
      ...inputOptions,
      'fail-on': { type: 'string' },
      'show-ignored': { type: 'boolean' },
    });
    const format = outputFormat(values.output, [
      'text',
      'json',
      'yaml',
      'sarif',
    ]);
    const failOn = severityOf(values['fail-on'] ?? 'error');
    const sources = new ObjectSources();
    const view = await readView(values, io, sources);
    const { findings, suppressed } = analysisOf(view, namespaces);
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

function severityOf(given: string): number {
  const index = SEVERITIES.findIndex(known => known === given);
  if (index < 0) {
    throw new CliError(
      `--fail-on must be one of ${SEVERITIES.join(', ')}, and not ${JSON.stringify(given)}`,
    );
  }
  return index;
}

function analysisOf(
  view: ClusterView,
  namespaces: readonly string[],
): { findings: Finding[]; suppressed: Suppressed[] } {
  const mesh = meshFindings(view);
  const ofTargets = findTargets(view, { selector: {} }).flatMap(target =>
    evaluateTarget({ view, target, catalogCallers: [] }).findings.map(
      (finding): Finding => ({
        ...finding,
        // Without an object it is about what the workload lacks.
        object: finding.object ?? {
          kind: 'workload',
          namespace: target.namespace,
          name: target.workload,
        },
      }),
    ),
  );
  const isToldAlready = ({ code, object }: Finding) =>
    code === 'ONM0401' &&
    mesh.findings.some(
      other => other.code === 'IST0101' && other.object?.name === object?.name,
    );
  const isWanted = ({ object }: Finding) =>
    namespaces.length === 0 || namespaces.includes(object?.namespace ?? '');
  // Several workloads can have one policy or one Service.
  const all = new Map(
    [
      ...mesh.findings,
      ...ofTargets.filter(finding => !isToldAlready(finding)),
    ].map(finding => [
      JSON.stringify([finding.code, finding.object, finding.message]),
      finding,
    ]),
  );
  return {
    findings: [...all.values()].filter(isWanted).sort(bySeverity),
    suppressed: mesh.suppressed.filter(({ finding }) => isWanted(finding)),
  };
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
