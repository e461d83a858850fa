import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** Runs `kubectl` as a user does, on the cluster of a kubeconfig and no other. */
export class Kubectl {
  constructor(
    private readonly kubeconfig: string,
    private readonly context: string,
  ) {}

  /** Objects of any kinds, created or changed. */
  apply(...objects: object[]) {
    this.run(['apply', '-f', '-'], list(objects));
  }

  /** What a kubelet would report of a pod. */
  applyStatus(...pods: object[]) {
    this.run(
      ['apply', '--server-side', '--subresource=status', '-f', '-'],
      list(pods),
    );
  }

  delete(...objects: object[]) {
    this.run(['delete', '--now', '-f', '-'], list(objects));
  }

  /** @throws Error - with what kubectl printed, when it fails */
  run(args: string[], input?: string): string {
    return execFileSync(
      join(process.env.KUBEBUILDER_ASSETS ?? '', 'kubectl'),
      [
        ...['--kubeconfig', this.kubeconfig, '--context', this.context],
        ...['--cache-dir', join(dirname(this.kubeconfig), 'kubectl-cache')],
        ...args,
      ],
      { input, encoding: 'utf8', timeout: 60_000 },
    );
  }
}

function list(items: object[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}
