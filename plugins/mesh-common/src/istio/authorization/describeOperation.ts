import { AuthorizationOperation } from './AuthorizationPolicy';

/** What a rule lets one do that names no operation. */
export const ANY_REQUEST = 'send any request';

/** What an operation of a rule lets one do, as the verb and object of a sentence. */
export function describeOperation(operation: AuthorizationOperation): string {
  const {
    methods = [],
    notMethods = [],
    paths = [],
    notPaths = [],
  } = operation;
  const { hosts = [], notHosts = [], ports = [], notPorts = [] } = operation;

  const verb = methods.length > 0 ? methods.join(', ') : 'call';
  const saysMethodOrPath =
    methods.length + notMethods.length + paths.length + notPaths.length > 0;
  const anyPath = saysMethodOrPath ? 'any path' : undefined;
  const phrases = [
    verb,
    paths.length > 0 ? paths.join(', ') : anyPath,
    notPaths.length > 0 ? `except ${notPaths.join(', ')}` : undefined,
    notMethods.length > 0
      ? `with any method except ${notMethods.join(', ')}`
      : undefined,
    hosts.length > 0 ? `at host ${hosts.join(' or ')}` : undefined,
    notHosts.length > 0
      ? `at any host except ${notHosts.join(' or ')}`
      : undefined,
    ports.length > 0 ? `on port ${ports.join(' or ')}` : undefined,
    notPorts.length > 0
      ? `on any port except ${notPorts.join(' or ')}`
      : undefined,
  ].filter(phrase => phrase !== undefined);
  if (phrases.length === 1 && verb === 'call') {
    return ANY_REQUEST;
  }
  // "call port 80", where no path comes between.
  return phrases.join(' ').replace(/^call (at|on) /, 'call ');
}
