import { Target } from '../status/Target';

const PLACEHOLDERS = ['cluster', 'namespace', 'workload'] as const;
const PLACEHOLDER = /\{([^{}]*)\}/g;

// Names of Kubernetes objects and clusters; what starts with a dot or a dash is never one.
const VALUE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$/;
const SEGMENT = /^[A-Za-z0-9._][A-Za-z0-9._-]*$/;

// Git itself allows more; files that exist already may be called almost anything.
// eslint-disable-next-line no-control-regex
const EXISTING = /^(?!-)[^\u0000-\u001f\u007f\\]+$/;

/** A path template or a value in it that could lead anywhere but into the folder that the operator meant. */
export class PathTemplateError extends Error {
  readonly name = 'PathTemplateError';
}

/**
 * The folder of a target from an operator's template such as `clusters/{cluster}/{namespace}/{workload}`. The result is
 * relative, has as many segments as the template, and stays below the template's literal start.
 *
 * @throws PathTemplateError
 */
export function renderPathTemplate(template: string, target: Target): string {
  const segments = template.split('/').map(part => {
    const segment = part.replace(PLACEHOLDER, (_, name: string) =>
      valueOf(name, target, template),
    );
    if (!SEGMENT.test(segment) || isReserved(segment)) {
      throw new PathTemplateError(
        `The path template ${JSON.stringify(template)} gives the segment ${JSON.stringify(segment)}, which is not allowed. Use plain names, relative to the root of the repository.`,
      );
    }
    return segment;
  });
  return segments.join('/');
}

/**
 * Whether a path of a repository is safe to write: relative, and no segment of it means another folder or Git's own.
 */
export function isSafePath(path: string): boolean {
  return path
    .split('/')
    .every(segment => EXISTING.test(segment) && !isReserved(segment));
}

function valueOf(name: string, target: Target, template: string): string {
  const known = PLACEHOLDERS.find(placeholder => placeholder === name);
  if (!known) {
    throw new PathTemplateError(
      `The path template ${JSON.stringify(template)} has the unknown placeholder {${name}}. Use {${PLACEHOLDERS.join('}, {')}}.`,
    );
  }
  const value = target[known];
  if (!VALUE.test(value) || isReserved(value)) {
    throw new PathTemplateError(
      `The ${known} ${JSON.stringify(value)} cannot be part of a path. Only letters, digits, dots, dashes and underscores can.`,
    );
  }
  return value;
}

// Windows and macOS read `.GIT` and `.git.` as `.git`, and checkouts happen there too.
function isReserved(segment: string): boolean {
  return /^\.{1,2}$|^\.git[. ]*$/i.test(segment);
}
