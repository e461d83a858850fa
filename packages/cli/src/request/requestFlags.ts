import { ParseArgsConfig } from 'node:util';
import { CliError } from '../CliError';
import { fieldIssues } from './issues';
import { RequestInput, requestSchema, workloadSchema } from './requestSchema';

/** A request as options of a command line. */
export const requestOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  port: { type: 'string' },
  protocol: { type: 'string' },
  method: { type: 'string' },
  host: { type: 'string' },
  path: { type: 'string' },
  header: { type: 'string', multiple: true },
  claim: { type: 'string', multiple: true },
  sni: { type: 'string' },
  ip: { type: 'string' },
  'remote-ip': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** Options whose field has another name. */
const OPTION: Record<string, string> = {
  source: '--from',
  headers: '--header',
  jwt: '--claim',
};

/** The options' values. */
export interface RequestFlags {
  from?: string;
  to?: string;
  port?: string;
  protocol?: string;
  method?: string;
  host?: string;
  path?: string;
  header?: string[];
  claim?: string[];
  sni?: string;
  ip?: string;
  'remote-ip'?: string;
}

/**
 * The request that options describe, and the workload that it is sent to.
 *
 * @throws CliError naming the option that is missing or wrong
 */
export function parseRequestFlags(flags: RequestFlags): {
  workload: string;
  request: RequestInput;
} {
  const workload = workloadSchema.safeParse(flags.to);
  if (!workload.success) {
    throw new CliError(
      flags.to === undefined
        ? 'Say what is called: --to namespace/workload'
        : `--to ${workload.error.issues[0].message}, and is ${JSON.stringify(flags.to)}`,
    );
  }
  const { port, protocol, method, host, path, sni, header, claim } = flags;
  const parsed = requestSchema.safeParse(
    defined({
      source: sourceOf(flags),
      port: port === undefined ? undefined : Number(port),
      protocol,
      method,
      host,
      path,
      sni,
      headers: header && pairs('--header', ':', header),
      jwt: claim && { claims: pairs('--claim', '=', claim) },
    }),
  );
  if (!parsed.success) {
    const problems = fieldIssues(parsed.error.issues).map(
      ({ path: [field], message }) =>
        `${OPTION[String(field)] ?? `--${String(field)}`}: ${message}`,
    );
    throw new CliError(problems.join('\n'));
  }
  return { workload: workload.data, request: parsed.data };
}

function sourceOf({ from, ip, 'remote-ip': remoteIp }: RequestFlags): unknown {
  if (ip === undefined && remoteIp === undefined) {
    return from;
  }
  return defined({ ...identityOf(from), ip, remoteIp });
}

/** The long form of a source, which alone has room for addresses. */
function identityOf(from: string | undefined) {
  if (from === undefined) {
    return {};
  }
  if (from === 'plaintext' || from.includes('/ns/')) {
    return { principal: from === 'plaintext' ? null : from };
  }
  const [namespace, serviceAccount] = from.split('/');
  return { namespace, serviceAccount };
}

/** `name: value` or `name=value`; a name that comes again has several values. */
function pairs(
  option: string,
  separator: string,
  given: readonly string[],
): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const text of given) {
    const at = text.indexOf(separator);
    if (at < 1) {
      throw new CliError(
        `${option} must be name${separator}value, and is ${JSON.stringify(text)}`,
      );
    }
    const name = text.slice(0, at).trim();
    const value = text.slice(at + 1).trim();
    found[name] = name in found ? [found[name], value].flat() : value;
  }
  return found;
}

function defined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  );
}
