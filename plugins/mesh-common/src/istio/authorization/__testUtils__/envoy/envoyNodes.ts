/** An object of Envoy's configuration, as JSON has it. */
export type Node = Record<string, unknown>;

/** The one member that an object has, where its name says what it is. */
export function only(node: unknown): [kind: string, value: unknown] {
  const entries = Object.entries(asNode(node));
  if (entries.length !== 1) {
    throw unread('matcher', node);
  }
  return entries[0];
}

export function path(node: Node, ...keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => asNode(value)[key], node);
}

export function asNode(value: unknown): Node {
  if (!isNode(value)) {
    throw unread('object', value);
  }
  return value;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw unread('list', value);
  }
  return value;
}

export function textOf(value: unknown): string {
  if (typeof value !== 'string') {
    throw unread('text', value);
  }
  return value;
}

export function unread(what: string, value: unknown): Error {
  return new Error(
    `These filters have a ${what} that is not read here: ${JSON.stringify(value)}. Teach it to matchesNode.ts or runFilters.ts.`,
  );
}
