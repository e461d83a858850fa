import { createHash, randomBytes } from 'node:crypto';

/** A token that nobody guesses: 256 bits, in letters that a URL may hold. */
export function newGateToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. It has 256 random bits, so that a plain hash is as good as a slow one. */
export function hashGateToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function isGateToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
