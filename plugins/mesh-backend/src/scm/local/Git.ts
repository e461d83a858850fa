import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import {
  ScmInvalidError,
  ScmNotFoundError,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';

/** Enough for the diff of any review that a person reads; more is refused rather than held in memory. */
const LARGEST_OUTPUT = 64 * 1024 * 1024;

/**
 * Settings that win over those of the repository: no hooks and no background work with the rights of the backend, no
 * guessed renames (a merge changes exactly the paths that were proposed), objects and refs that survive a power cut.
 */
const SETTINGS = [
  `core.hooksPath=${devNull}`,
  'core.protectHFS=true',
  'core.protectNTFS=true',
  'core.quotePath=false',
  'core.filesRefLockTimeout=5000',
  'core.packedRefsTimeout=5000',
  'core.fsync=committed,reference',
  'gc.auto=0',
  'merge.renames=false',
  'merge.directoryRenames=false',
].flatMap(setting => ['-c', setting]);

export interface GitOptions {
  /** The bare repository. */
  directory: string;
  /** Executable, looked up in PATH when it is only a name. */
  executable: string;
  timeoutMs: number;
}

export interface GitRun {
  /** Written to the standard input. */
  input?: string | Buffer;
  /** Added to the environment. */
  env?: Readonly<Record<string, string>>;
  /** Exit codes other than 0 that are an answer. Every other one is an error. */
  answers?: readonly number[];
}

export interface GitResult {
  code: number;
  stdout: Buffer;
  /** For messages and for what Git tells in no other way; in English, without the path of the repository. */
  stderr: string;
}

/**
 * The one door to the `git` binary: plumbing commands on one repository, without a shell, a work tree, a prompt, or the
 * configuration of the user and the system. Arguments are not checked here: callers pass validated names only.
 */
export class Git {
  constructor(private readonly options: GitOptions) {}

  /**
   * @throws ScmUnavailableError when Git cannot be started, takes too long or fails.
   * @throws ScmNotFoundError when there is no repository.
   */
  async run(args: readonly string[], run: GitRun = {}): Promise<GitResult> {
    const result = await this.spawn(args, run);
    if (result.code !== 0 && !run.answers?.includes(result.code)) {
      if (/not a git repository/i.test(result.stderr)) {
        throw new ScmNotFoundError(
          `There is no Git repository at the configured directory. Create it with "git init --bare" or correct the path.`,
        );
      }
      throw new ScmUnavailableError(
        `git ${args[0]} failed with exit code ${result.code}: ${result.stderr || 'no message'}`,
      );
    }
    return result;
  }

  /** Like `run`, for commands that answer with one line. */
  async line(args: readonly string[], run?: GitRun): Promise<string> {
    return (await this.run(args, run)).stdout.toString('utf8').trim();
  }

  private spawn(args: readonly string[], run: GitRun): Promise<GitResult> {
    const { executable, timeoutMs, directory } = this.options;
    return new Promise((resolve, reject) => {
      const child = execFile(
        executable,
        [...SETTINGS, ...args],
        {
          encoding: 'buffer',
          env: { ...this.environment(), ...run.env },
          maxBuffer: LARGEST_OUTPUT,
          timeout: timeoutMs,
          windowsHide: true,
        },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : error.code;
          if (typeof code === 'number') {
            const message = stderr.toString('utf8').trim();
            resolve({
              code,
              stdout,
              stderr: message.replaceAll(directory, '<repository>'),
            });
          } else {
            reject(this.processError(args[0], code, error?.killed === true));
          }
        },
      );
      // A process that ends before it has read everything; its exit code tells why.
      child.stdin?.on('error', () => {});
      child.stdin?.end(run.input ?? '');
    });
  }

  private processError(command: string, code: unknown, killed: boolean): Error {
    const { executable, timeoutMs } = this.options;
    if (code === 'ENOENT' || code === 'EACCES') {
      return new ScmUnavailableError(
        `Cannot run "${executable}" (${code}). Install Git 2.38 or newer where the backend runs, or set the path to it.`,
      );
    }
    if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
      return new ScmInvalidError(
        `git ${command} answered with more than ${LARGEST_OUTPUT / 1024 / 1024} MiB. Split the change.`,
      );
    }
    return new ScmUnavailableError(
      killed
        ? `git ${command} took longer than ${timeoutMs} ms and was stopped. Its outcome is unknown.`
        : `git ${command} ended by a signal. Its outcome is unknown.`,
    );
  }

  private environment(): Record<string, string> {
    const { PATH = '', SystemRoot } = process.env;
    return {
      PATH,
      ...(SystemRoot === undefined ? {} : { SystemRoot }),
      LC_ALL: 'C',
      GIT_DIR: this.options.directory,
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_SYSTEM: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'file',
      GIT_LITERAL_PATHSPECS: '1',
      // `git replace` would let one commit id show the content of another.
      GIT_NO_REPLACE_OBJECTS: '1',
    };
  }
}
