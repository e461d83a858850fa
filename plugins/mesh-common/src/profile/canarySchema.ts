import { z } from 'zod';
import { decimal, duration, line } from './fields';

const token = z
  .string()
  .max(128)
  .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, dashes and underscores');

/** How new versions get their share of traffic. */
export const canary = z
  .strictObject({
    controller: z
      .enum(['argo-rollouts', 'flagger'])
      .optional()
      .describe('argo-rollouts when absent.'),
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
      .min(1)
      .max(20)
      .refine(
        steps =>
          steps.every((s, i) => i === 0 || s.weight > steps[i - 1].weight),
        'weights must grow from step to step',
      ),
    match: z
      .union([
        z.strictObject({
          header: z.strictObject({ name: token, value: line.max(256) }),
        }),
        z.strictObject({
          cookie: z.strictObject({ name: token, value: token }),
        }),
      ])
      .optional()
      .describe(
        'Requests that go to the new version from the first step on, whatever the weight.',
      ),
    analysis: z
      .strictObject({
        minSuccessRate: decimal
          .min(0, 'must be at least 0')
          .max(100, 'must be at most 100')
          .optional()
          .describe('Percent of requests that must not fail with 5xx.'),
        maxP99Ms: z.int().min(1).max(600_000).optional(),
        query: z
          .strictObject({
            name: z
              .string()
              .max(40)
              .regex(
                /^[a-z][-a-z0-9]*[a-z0-9]$/,
                'must be lower-case letters, digits and dashes',
              ),
            promql: line.describe(
              'A query of Prometheus with one number as its result.',
            ),
            min: decimal.optional(),
            max: decimal.optional(),
          })
          .refine(
            ({ min, max }) => min !== undefined || max !== undefined,
            'must have min or max',
          )
          .optional(),
      })
      .optional(),
  })
  .superRefine(({ controller, steps, match }, context) => {
    if (controller !== 'flagger') {
      return;
    }
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    steps.forEach(({ pause }, index) => {
      if (pause === 'manual') {
        refuse(
          ['steps', index, 'pause'],
          'must be a duration: Flagger asks a webhook, not a pause, whether to go on',
        );
      } else if (pause !== steps[0].pause) {
        refuse(
          ['steps', index, 'pause'],
          'must be as long as the first one: Flagger has one interval for all steps',
        );
      }
    });
    if (match) {
      refuse(
        ['match'],
        'cannot be had with weights: Flagger either routes by headers or shifts weights',
      );
    }
  });
