import { DecisionRequest } from '@onmesh/plugin-mesh-common';

/** The fields of the form, as typed. */
export interface QuestionDraft {
  from: string;
  port: string;
  method: string;
  path: string;
  /** `name: value`, one a line. */
  headers: string;
}

type Question = Pick<
  DecisionRequest,
  'from' | 'port' | 'method' | 'path' | 'headers'
>;

const identity =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/** Reads a question from the form: the question, or what is wrong with which field. */
export function readQuestion(draft: QuestionDraft): {
  value?: Question;
  errors: Partial<Record<keyof QuestionDraft, string>>;
} {
  const errors: Partial<Record<keyof QuestionDraft, string>> = {};
  const from = draft.from.trim();
  const port = draft.port.trim() === '' ? undefined : Number(draft.port);
  const method = draft.method.trim().toUpperCase();
  const path = draft.path.trim();
  if (from && !identity.test(from)) {
    errors.from = 'Write it as namespace/service account';
  }
  if (
    port !== undefined &&
    !(Number.isInteger(port) && port >= 1 && port <= 65535)
  ) {
    errors.port = 'Give a whole number from 1 to 65535';
  }
  if (path && !path.startsWith('/')) {
    errors.path = 'Start it with a slash';
  }
  const headers = draft.headers
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => /^\s*([A-Za-z0-9-]+)\s*:\s*(.*?)\s*$/.exec(line));
  if (headers.some(match => match === null)) {
    errors.headers = 'Write each as name: value, one a line';
  }
  if (Object.keys(errors).length > 0) {
    return { errors };
  }
  return {
    errors,
    value: {
      from: from || null,
      ...(port !== undefined && { port }),
      ...(method && { method }),
      ...(path && { path }),
      ...(headers.length > 0 && {
        headers: Object.fromEntries(
          headers.flatMap(match => (match ? [[match[1], match[2]]] : [])),
        ),
      }),
    },
  };
}
