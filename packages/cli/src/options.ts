import { parseArgs, ParseArgsConfig } from 'node:util';
import { CliError, errorMessage } from './CliError';

/** Options that say where the objects come from. Every command has them. */
export const inputOptions = {
  filename: { type: 'string', short: 'f', multiple: true },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  output: { type: 'string', short: 'o' },
} as const satisfies ParseArgsConfig['options'];

export const inputHelp = `  -f, --filename FILE|DIR|-  Kubernetes objects in YAML or JSON, may be repeated; - is standard input.
                             Without it the cluster of the kubeconfig is read.
      --kubeconfig FILE      Kubeconfig; else KUBECONFIG, else ~/.kube/config.
      --context CTX          Context of the kubeconfig; else its current one.
  -n, --namespace NS         Of a cluster: read only this namespace, and the root namespace of the mesh.
                             Of files: the namespace of objects that name none; else default.
  -o, --output FORMAT        text (default), json or yaml; some commands have more.`;

/** As `util.parseArgs`, in our words. */
export function parseOptions<
  const T extends NonNullable<ParseArgsConfig['options']>,
>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new CliError(errorMessage(error));
  }
}

/** One of the formats that a command can write. */
export function outputFormat<T extends string>(
  given: string | undefined,
  formats: readonly [T, ...T[]],
): T {
  const format = formats.find(known => known === (given ?? formats[0]));
  if (format === undefined) {
    throw new CliError(
      `There is no output format ${JSON.stringify(given)} here; give one of ${formats.join(', ')}`,
    );
  }
  return format;
}
