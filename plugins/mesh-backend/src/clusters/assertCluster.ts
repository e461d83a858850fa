import { NotFoundError } from '@backstage/errors';

/** @throws NotFoundError when a reader of one cluster is asked for another */
export function assertCluster(asked: string, own: string): void {
  if (asked !== own) {
    throw new NotFoundError(`No cluster is named ${asked}; this one is ${own}`);
  }
}
