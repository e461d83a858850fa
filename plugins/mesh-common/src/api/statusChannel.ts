/** Where those who look at a status hear that it may have changed: a channel of Backstage's signals. */
export const statusChannel = 'mesh:status';

/** What is said there: a hint to ask again. */
export type StatusChanged = { entityRef: string };
