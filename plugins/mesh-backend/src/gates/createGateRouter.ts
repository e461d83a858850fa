import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { isGateType } from '@onmesh/plugin-mesh-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { FlaggerGates } from './FlaggerGates';
import { hashGateToken, isGateToken } from './gateToken';
import { UnknownTokenLimit } from './UnknownTokenLimit';

/** The one route for which nobody signs in: Flagger has no identity here, only the token in its URL. */
export const GATE_PATH = '/gates/flagger/:token/:gate';

/** Flagger sends a few names and its metadata. */
const LARGEST_BODY = '16kb';

const name = z.string().min(1).max(253);
const question = z.object({ name, namespace: name, checksum: name });

/**
 * Where Flagger asks. It takes 200 for a yes, and every other answer for a no, which it asks again about; 5xx it may
 * repeat at once. The words are for whoever looks at it by hand.
 *
 * Source: flagger pkg/controller/webhook.go.
 */
export function createGateRouter(options: {
  gates: FlaggerGates;
  limit: UnknownTokenLimit;
  auditor: AuditorService;
  logger: LoggerService;
}): express.Router {
  const { gates, limit, auditor, logger } = options;
  const router = Router();

  const answer = async (
    request: express.Request,
  ): Promise<{ status: number; why: string }> => {
    const { token, gate } = request.params;
    const address = request.ip ?? '';
    if (!isGateToken(token) || !isGateType(gate)) {
      return { status: 403, why: 'This is not the URL of a gate.' };
    }
    const hash = hashGateToken(token);
    if (!limit.admits(address, hash)) {
      return { status: 429, why: 'Too many URLs that are not known.' };
    }
    const { success, data: asked } = question.safeParse(request.body);
    if (!success) {
      return {
        status: 400,
        why: 'The body must be what Flagger sends: name, namespace and checksum.',
      };
    }
    const place = await gates.whose(hash);
    limit.saw(address, hash, place !== undefined);
    if (!place) {
      return {
        status: 403,
        why: 'This URL is not known, or a newer one took its place.',
      };
    }
    const { yes, why } = await gates.answer(place, gate, asked);
    if (yes) {
      const event = await auditor.createEvent({
        eventId: 'gate-passed',
        severityLevel: 'medium',
        meta: { ...place, gate, checksum: asked.checksum },
      });
      await event.success();
    }
    return { status: yes ? 200 : 403, why };
  };

  router.post(
    GATE_PATH,
    express.json({ limit: LARGEST_BODY }),
    async (request: express.Request, response: express.Response) => {
      const { status, why } = await answer(request);
      response.status(status).type('text/plain').send(`${why}\n`);
    },
  );
  router.use(
    GATE_PATH,
    (
      error: Error,
      _request: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      // The address holds the token, and may not reach the log with the error.
      const status = isBodyError(error) ? 400 : 503;
      if (status === 503) {
        logger.error('A gate could not be answered', error);
      }
      response
        .status(status)
        .type('text/plain')
        .send(
          status === 400
            ? 'The body is no JSON, or too large.\n'
            : 'The answer is not known now.\n',
        );
    },
  );
  return router;
}

/** What body-parser throws has the status that it means. */
function isBodyError(error: Error): boolean {
  return 'status' in error && Number(error.status) < 500;
}
