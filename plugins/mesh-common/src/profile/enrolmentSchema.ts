import { z } from 'zod';
import { dnsLabel } from './fields';

/** What is labelled for the mesh. */
export const enrolment = z.strictObject({
  scope: z
    .enum(['workload', 'namespace'])
    .default('workload')
    .describe(
      'namespace labels the Namespace, if its manifest is in the folder, and so takes in its other workloads too; for their sake the label stays when this one leaves.',
    ),
  revision: dnsLabel
    .optional()
    .describe(
      'A revision or tag of the control plane that injects sidecars; as it is when absent.',
    ),
});
