import { ConflictError } from '@backstage/errors';

/** The first of several changes was done, and not the rest. */
export class PartlyDoneError extends ConflictError {}
