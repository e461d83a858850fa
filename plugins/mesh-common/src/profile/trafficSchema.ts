import { z } from 'zod';
import { duration } from './fields';

const limit = z.int().min(1).max(1_000_000);

/** What callers may expect of requests and connections. */
export const traffic = z.strictObject({
  timeout: duration.optional().describe('Whole request, retries included.'),
  retries: z
    .strictObject({
      attempts: z
        .int()
        .min(0)
        .max(10)
        .describe('How often it is tried again; 0 for never.'),
      perTryTimeout: duration.optional().describe('Of each attempt.'),
      retryOn: z
        .array(
          z.enum([
            '5xx',
            'gateway-error',
            'reset',
            'connect-failure',
            'refused-stream',
            'retriable-4xx',
            'unavailable',
            'cancelled',
          ]),
        )
        .min(1)
        .max(8)
        .optional()
        .describe(
          'What is tried again; what Istio does by itself when absent.',
        ),
    })
    .optional()
    .describe('Of requests that fail; twice when absent, as Istio does.'),
  maxConnections: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('Connections to each workload from each caller.'),
  connectTimeout: duration.optional().describe('Until a connection is made.'),
  maxPendingRequests: limit
    .optional()
    .describe('Requests that wait for a connection.'),
  maxRequests: limit.optional().describe('Requests under way at a time.'),
  maxRequestsPerConnection: limit
    .optional()
    .describe('After which a connection is closed.'),
  idleTimeout: duration
    .optional()
    .describe('After how long without a request a connection is closed.'),
  outlierDetection: z
    .strictObject({
      consecutive5xx: z
        .int()
        .min(1)
        .max(100)
        .describe('Answers in a row that take a pod out.'),
      ejectionTime: duration.describe('For how long, the first time.'),
      interval: duration.optional().describe('How often pods are looked at.'),
      maxEjectionPercent: z
        .int()
        .min(0)
        .max(100)
        .optional()
        .describe('How many pods may be out at a time, in percent.'),
    })
    .optional()
    .describe('Take a pod out for ejectionTime after this many 5xx in a row.'),
});
