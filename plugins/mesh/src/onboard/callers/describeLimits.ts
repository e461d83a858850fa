import { lines, words } from '../form/typed';
import { CallerDraft } from './callerDraft';

/** Which requests a caller may send, on one line. */
export function describeLimits(caller: CallerDraft): string {
  const methods = words(caller.methods)?.join(', ').toUpperCase();
  const paths = lines(caller.paths)?.join(', ');
  const ports = words(caller.ports)?.join(', ');
  const requests = [methods, paths].filter(Boolean).join(' ') || 'Any request';
  return [
    requests,
    ...(ports ? [`on port ${ports}`] : []),
    ...(caller.endUser || caller.kind === 'endUser'
      ? ['with a token of an end user']
      : []),
  ].join(' ');
}
