import { DecisionRequest } from '@onmesh/plugin-mesh-common';

/** The fields of the form, as typed. */
export interface QuestionDraft {
  from: string;
  port: string;
  method: string;
  path: string;
}

type Question = Pick<DecisionRequest, 'from' | 'port' | 'method' | 'path'>;

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
    },
  };
}
