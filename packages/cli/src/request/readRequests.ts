import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError, errorMessage } from '../CliError';
import { Io } from '../Io';
import { fieldIssues, fieldName } from './issues';
import { requestSchema, workloadSchema } from './requestSchema';

const lineSchema = z.strictObject({
  name: z.string().optional(),
  workload: workloadSchema,
  request: requestSchema,
});

/** One line of a file of requests. */
export type RequestLine = z.output<typeof lineSchema>;

/**
 * The requests of a file with one JSON object a line, or of standard input (`-`).
 *
 * @throws CliError naming file, line and field of everything that is wrong
 */
export async function readRequests(
  file: string,
  io: Io,
): Promise<RequestLine[]> {
  const lines = (await readText(file, io)).split('\n');
  const problems: string[] = [];
  const requests: RequestLine[] = [];
  lines.forEach((text, i) => {
    if (text.trim() === '') {
      return;
    }
    try {
      const parsed = lineSchema.safeParse(JSON.parse(text));
      if (parsed.success) {
        requests.push(parsed.data);
      } else {
        problems.push(
          ...fieldIssues(parsed.error.issues).map(
            ({ path, message }) =>
              `${file}:${i + 1}: ${fieldName(path) || 'the line'}: ${message}`,
          ),
        );
      }
    } catch (error) {
      problems.push(`${file}:${i + 1}: not JSON: ${errorMessage(error)}`);
    }
  });
  if (problems.length > 0) {
    throw new CliError(`The requests cannot be read:\n${problems.join('\n')}`);
  }
  if (requests.length === 0) {
    throw new CliError(`${file}: there is no request`);
  }
  return requests;
}

async function readText(file: string, io: Io): Promise<string> {
  try {
    return file === '-' ? await io.stdin() : await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${errorMessage(error)}`);
  }
}
