import fc from 'fast-check';

/** Any object with parts of it missing, null, emptied or of another type. */
export function damaged<T>(whole: T): fc.Arbitrary<T> {
  // The outermost members are the arguments of the call, and not parts of an object.
  const paths = pathsOf(whole).filter(path => path.length > 1);
  const damage = fc.record({
    path: fc.constantFrom(...paths),
    put: fc.constantFrom(undefined, null, {}, [], [null], '', 'x', -1, true),
  });
  return fc.array(damage, { minLength: 1, maxLength: 6 }).map(damages => {
    const copy = structuredClone(whole);
    for (const { path, put } of damages) {
      const parent = path
        .slice(0, -1)
        .reduce<unknown>(
          (at, key) => (isObject(at) ? Reflect.get(at, key) : undefined),
          copy,
        );
      const key = path.at(-1);
      if (isObject(parent) && key !== undefined) {
        // A copy, or a later damage would reach inside what an earlier one put there, and could close a circle.
        Reflect.set(parent, key, structuredClone(put));
      }
    }
    return copy;
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  return [
    ...(path.length > 0 ? [path] : []),
    ...(isObject(value)
      ? Object.entries(value).flatMap(([key, child]) =>
          pathsOf(child, [...path, key]),
        )
      : []),
  ];
}
