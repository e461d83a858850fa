/** Whether this is a full commit id, of SHA-1 or SHA-256, as Git prints it. */
export function isCommitId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
