import { readFile, stat } from 'node:fs/promises';
import { ObservedTraffic } from '@onmesh/plugin-mesh-common';
import {
  MetricsError,
  MetricsReader,
  ObservedTarget,
} from '@onmesh/plugin-mesh-node';
import { parse } from 'yaml';
import { errorMessage } from '../clusters/errorMessage';
import { z } from 'zod';

const rate = z.number().min(0).max(1);
const count = z.int().min(0);
const policyCount = z.strictObject({ denied: count, allowed: count });
const snapshotSchema = z.strictObject({
  window: z.string(),
  targets: z.array(
    z.strictObject({
      /** Any cluster when absent. */
      cluster: z.string().optional(),
      namespace: z.string(),
      workload: z.string(),
      callers: z.array(
        z.strictObject({
          workload: z.string().optional(),
          namespace: z.string().optional(),
          serviceAccount: z.string().optional(),
          mtls: z.boolean().optional(),
          requestsPerSecond: z.number().min(0),
        }),
      ),
      successRate: rate.optional(),
      forbiddenRate: rate.optional(),
      p99Ms: z.number().min(0).optional(),
      versions: z
        .array(
          z.strictObject({
            version: z.string().optional(),
            requestsPerSecond: z.number().min(0),
            share: rate,
            successRate: rate.optional(),
            p99Ms: z.number().min(0).optional(),
          }),
        )
        .optional(),
      outside: z
        .array(
          z.strictObject({
            host: z.string().optional(),
            blocked: z.boolean(),
            perSecond: z.number().min(0),
          }),
        )
        .optional(),
      policies: z
        .strictObject({
          dryRunAllow: policyCount.optional(),
          dryRunDeny: policyCount.optional(),
          enforced: z
            .strictObject({ denied: count, total: count.optional() })
            .optional(),
        })
        .optional(),
    }),
  ),
});
type Snapshot = z.output<typeof snapshotSchema>;

/** Traffic from a YAML file, which is read again when it changes. A target that it does not name is unknown. */
export class SnapshotMetricsReader implements MetricsReader {
  readonly #file: string;
  #read: { version: string; snapshot: Snapshot } | undefined;

  constructor(options: { file: string }) {
    this.#file = options.file;
  }

  async observed(target: ObservedTarget): Promise<ObservedTraffic | undefined> {
    const { window, targets } = await this.#snapshot();
    const found = targets.find(
      ({ cluster, namespace, workload }) =>
        (cluster ?? target.cluster) === target.cluster &&
        namespace === target.namespace &&
        workload === target.workload,
    );
    if (!found) {
      return undefined;
    }
    const { callers, successRate, forbiddenRate, p99Ms, versions } = found;
    return {
      window,
      callers,
      successRate,
      forbiddenRate,
      p99Ms,
      versions,
      outside: found.outside,
      policies: found.policies,
    };
  }

  async #snapshot(): Promise<Snapshot> {
    try {
      const { mtimeMs, size } = await stat(this.#file);
      const version = `${mtimeMs}/${size}`;
      if (this.#read?.version !== version) {
        const text = await readFile(this.#file, 'utf8');
        this.#read = { version, snapshot: snapshotSchema.parse(parse(text)) };
      }
      return this.#read.snapshot;
    } catch (error) {
      const why =
        error instanceof z.ZodError
          ? z.prettifyError(error)
          : errorMessage(error);
      throw new MetricsError(
        'invalid',
        `The metrics file ${this.#file} cannot be read: ${why}`,
      );
    }
  }
}
