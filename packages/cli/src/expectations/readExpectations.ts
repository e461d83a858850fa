import { readFile } from 'node:fs/promises';
import { Document, isNode, LineCounter, parseDocument } from 'yaml';
import { CliError, errorMessage } from '../CliError';
import { FieldIssue, fieldIssues, fieldName } from '../request/issues';
import { Expectation, expectationsSchema } from './expectationsSchema';

/** An expectation, and where it is written. */
export interface LocatedExpectation {
  file: string;
  line: number;
  expectation: Expectation;
}

/**
 * The expectations of a file.
 *
 * @throws CliError naming file, line and field of everything that is wrong
 */
export async function readExpectations(
  file: string,
): Promise<LocatedExpectation[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${errorMessage(error)}`);
  }
  return parseExpectations(text, file);
}

/** As `readExpectations`, for a text. */
export function parseExpectations(
  text: string,
  file: string,
): LocatedExpectation[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  if (document.errors.length > 0) {
    throw unreadable(
      document.errors.map(
        ({ pos, message }) => `${file}:${lineAt(pos[0])}: ${message}`,
      ),
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    throw unreadable([`${file}:1: ${errorMessage(error)}`]);
  }
  const parsed = expectationsSchema.safeParse(value);
  const lineOf = (path: readonly PropertyKey[]) =>
    lineAt(offsetOf(document, path));
  if (!parsed.success) {
    throw unreadable(
      fieldIssues(parsed.error.issues).map(
        issue => `${file}:${lineOf(issue.path)}: ${describeIssue(issue)}`,
      ),
    );
  }
  return parsed.data.expectations.map((expectation, i) => ({
    file,
    line: lineOf(['expectations', i]),
    expectation,
  }));
}

function describeIssue({ path, message }: FieldIssue): string {
  return `${fieldName(path) || 'the file'}: ${message}`;
}

/** Where a field is written, or where it would have to be: the closest thing around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

function unreadable(problems: readonly string[]): CliError {
  return new CliError(
    `The expectations cannot be read:\n${problems.join('\n')}`,
  );
}
