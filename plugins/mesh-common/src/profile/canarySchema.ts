import { z } from 'zod';
import { allDifferent, decimal, duration, line } from './fields';
import { gateTypes } from '../delivery/flagger/gateTypes';
import { refineForController } from './refineForController';

const token = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, dashes and underscores');

/** A value of the label `version`, as Kubernetes takes it. */
const version = z
  .string()
  .max(63)
  .regex(
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    'must be letters, digits, dashes, dots and underscores, and start and end with a letter or digit',
  );

/** How new versions get their share of traffic. */
export const canary = z
  .strictObject({
    controller: z
      .enum(['argo-rollouts', 'flagger', 'none'])
      .optional()
      .describe(
        'argo-rollouts when absent. none: Git shifts the weights, a pull request for each step.',
      ),
    versions: z
      .strictObject({
        stable: version.describe('Of the pods that serve now.'),
        canary: version
          .optional()
          .describe(
            'Of the pods that are to serve; when absent, all requests go to the stable version, back to it if need be.',
          ),
      })
      .optional()
      .describe(
        'Without a controller: which pods behind the Service are which, by their label version.',
      ),
    steps: z
      .array(
        z.strictObject({
          weight: z
            .int()
            .min(1)
            .max(99)
            .describe('Percent of traffic that goes to the new version.'),
          pause: z
            .union([duration, z.literal('manual')])
            .describe('How long to stay; manual waits for a person.'),
        }),
      )
      .max(20)
      .default([])
      .refine(
        steps =>
          steps.every((s, i) => i === 0 || s.weight > steps[i - 1].weight),
        'weights must grow from step to step',
      )
      .describe('On the way to all requests; weights grow from step to step.'),
    match: z
      .union([
        z.strictObject({
          header: z
            .strictObject({
              name: token.describe('Of the header.'),
              value: line.max(256).describe('All of it.'),
            })
            .describe('Requests with this header.'),
        }),
        z.strictObject({
          cookie: z
            .strictObject({
              name: token.describe('Of the cookie.'),
              value: token.describe('All of it.'),
            })
            .describe('Requests with this cookie.'),
        }),
      ])
      .optional()
      .describe(
        'Requests that go to the new version from the first step on, whatever the weight.',
      ),
    gates: z
      .array(
        z.strictObject({
          at: z.enum(gateTypes).describe('When Flagger asks.'),
          url: z
            .url({ protocol: /^https?$/ })
            .max(512)
            .regex(/^[!-~]+$/, 'must not hold spaces')
            .describe(
              'Asked by Flagger; 200 is a yes. The page of the service makes URLs that ask Onmesh.',
            ),
        }),
      )
      .min(1)
      .max(gateTypes.length)
      .refine(...allDifferent<{ at: string }>(gate => gate.at))
      .optional()
      .describe(
        'Where Flagger asks before it starts, before each step, before it promotes, and whether to go back.',
      ),
    analysis: z
      .strictObject({
        minSuccessRate: decimal
          .min(0, 'must be at least 0')
          .max(100, 'must be at most 100')
          .optional()
          .describe('Percent of requests that must not fail with 5xx.'),
        maxP99Ms: z
          .int()
          .min(1)
          .max(600_000)
          .optional()
          .describe('Milliseconds within which 99 of a hundred are answered.'),
        query: z
          .strictObject({
            name: z
              .string()
              .max(40)
              .regex(
                /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
                'must be lower-case letters, digits and dashes, start with a letter and end with a letter or digit',
              )
              .describe('How reports call it.'),
            promql: line.describe(
              'A query of Prometheus with one number as its result.',
            ),
            min: decimal.optional().describe('Below this the canary fails.'),
            max: decimal.optional().describe('Above this the canary fails.'),
          })
          .refine(
            ({ min, max }) => min !== undefined || max !== undefined,
            'must have min or max',
          )
          .optional()
          .describe('A measure of your own.'),
      })
      .optional()
      .describe('What stops a canary by itself; nothing when absent.'),
  })
  .superRefine(refineForController);
