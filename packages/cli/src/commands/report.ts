import {
  evaluateTarget,
  Finding,
  findTargets,
  ClusterView,
  Target,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';
import { CliError } from '../CliError';
import { Command } from '../Command';
import { readView } from '../input/readView';
import { inputOptions, outputFormat, parseOptions } from '../options';
import { columns } from '../output/columns';
import { render } from '../output/render';

/** A command that shows a part of the status of workloads, with the findings about that part. */
export interface Report {
  name: string;
  summary: string;
  /** Beginning of the codes of the findings that belong to it. */
  findings: string;
  /** What programs get, besides target and findings. */
  data(status: TargetStatus): object;
  /** What people get, a line each, without the findings. */
  text(status: TargetStatus): string[];
}

/** Makes a command of a report: it reads the objects, picks the workloads, and tells by its exit code whether a finding is an error. */
export function reportCommand(report: Report): Command {
  return {
    name: report.name,
    usage: '[NAMESPACE[/WORKLOAD]...]',
    summary: report.summary,
    help: 'Without an argument, all workloads. Exit code 1: a finding is an error.\n',
    run: async (args, io) => {
      const { values, positionals } = parseOptions(args, inputOptions);
      const format = outputFormat(values.output, ['text', 'json', 'yaml']);
      const view = await readView(values, io);
      const shown = targetsOf(view, positionals).map(target => {
        const status = evaluateTarget({
          view,
          target,
          catalogCallers: [],
          // Deadlines are those of a live cluster; files are of no particular moment.
          ...(values.filename === undefined && {
            now: new Date().toISOString(),
          }),
        });
        const findings = status.findings.filter(({ code }) =>
          code.startsWith(report.findings),
        );
        return { target, status, findings };
      });
      io.out(
        format === 'text'
          ? shown
              .map(({ target, status, findings }) =>
                [
                  `${target.namespace}/${target.workload}  ${status.workloadKind}, ${status.mesh}`,
                  ...report.text(status).map(line => `  ${line}`),
                  ...describeFindings(findings),
                ].join('\n'),
              )
              .join('\n\n')
          : render(
              shown.map(({ target, status, findings }) => ({
                target,
                ...report.data(status),
                findings,
              })),
              format,
            ),
      );
      const errors = shown
        .flatMap(({ findings }) => findings)
        .filter(({ severity }) => severity === 'error');
      return errors.length > 0 ? 1 : 0;
    },
  };
}

function describeFindings(findings: readonly Finding[]): string[] {
  return columns(
    findings.map(({ severity, code, message, action }) => [
      severity,
      code,
      `${message} ${action}`,
    ]),
    '  ',
  );
}

function targetsOf(view: ClusterView, wanted: readonly string[]): Target[] {
  const all = findTargets(view, { selector: {} });
  if (all.length === 0) {
    throw new CliError('The objects hold no workload');
  }
  if (wanted.length === 0) {
    return all;
  }
  return wanted.flatMap(name => {
    const found = all.filter(({ namespace, workload }) =>
      [namespace, `${namespace}/${workload}`].includes(name),
    );
    if (found.length === 0) {
      const what = name.includes('/') ? 'workload' : 'workload in namespace';
      throw new CliError(
        `There is no ${what} ${name}. There are: ${all.map(({ namespace, workload }) => `${namespace}/${workload}`).join(', ')}`,
      );
    }
    return found;
  });
}
