import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const repository = resolve(__dirname, '../../../coverage/demo/gitops.git');

/** Asks the demo's GitOps repository itself, past everything of ours. */
export function git(...args: string[]): string {
  return execFileSync('git', ['--git-dir', repository, ...args], {
    encoding: 'utf8',
  }).trim();
}
