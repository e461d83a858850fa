import { readVectors } from '../__testUtils__/vectors';
import { Problem } from './Problem';
import { validateObject } from './validateObject';

interface Row {
  id: string;
  name: string;
  expect: { valid: boolean; warning?: boolean; crd: boolean };
  expand?: { path: string; repeat: string; times: number; thenBase64?: true };
  object: Record<string, unknown>;
}

interface Tables {
  tables: { table: string; cases: Row[] }[];
}

/** Rows that are judged otherwise here, each with why. */
const exceptions: Readonly<Record<string, string>> = {
  'RequestAuthentication/09':
    'It is refused here and upstream (pkg/config/validation/validation_test.go), but the table takes the port "not-a-number" for one that passes the CRD. A real API server refuses it by the rule of the CRD already, which validation.api.test.ts of the backend shows.',
};

const verdict = (problems: readonly Problem[]) => {
  const refused = problems.filter(({ severity }) => severity === 'error');
  return {
    crd: refused.every(({ source }) => source === 'webhook'),
    valid: refused.length === 0,
  };
};

/** The row's object, with a text that is too long for a table written out. */
function objectOf({ object, expand }: Row): Record<string, unknown> {
  if (!expand) {
    return object;
  }
  const text = expand.repeat.repeat(expand.times);
  const names = expand.path.split(/[.[\]]+/);
  const last = names.pop() ?? '';
  const copy = structuredClone(object);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a path through anything
  const parent = names.reduce((at: any, name) => at[name], copy);
  parent[last] = expand.thenBase64 ? btoa(text) : text;
  return copy;
}

// Without the conformance data there is nothing to compare.
const describeEach = process.env.ONMESH_VECTORS
  ? describe.each
  : describe.skip.each;

describeEach([
  ['istio/validation/go-tables.yaml', 532],
  ['istio/validation/go-tables-security.yaml', 102],
])('the tables of istiod in %s', (file, count) => {
  const { tables } = readVectors<Tables>(file) ?? { tables: [] };
  const rows = tables.flatMap(({ cases }) => cases);
  it('are all there', () => {
    expect(rows).toHaveLength(count);
  });

  it('are judged as istiod and the API server do', () => {
    const differing = rows
      .filter(({ id }) => !(id in exceptions))
      .flatMap(row => {
        const { crd, valid } = row.expect;
        const problems = validateObject(objectOf(row));
        const got = verdict(problems);
        return got.crd === crd && got.valid === (valid && crd)
          ? []
          : [{ id: row.id, name: row.name, expect: row.expect, problems }];
      });
    expect(differing).toEqual([]);
  });

  it('are warned of as istiod does', () => {
    const differing = rows
      .filter(
        ({ id, expect: { warning, valid, crd } }) =>
          warning !== undefined && valid && crd && !(id in exceptions),
      )
      .flatMap(row => {
        const problems = validateObject(objectOf(row));
        const warned = problems.some(({ severity }) => severity === 'warning');
        return warned === row.expect.warning
          ? []
          : [{ id: row.id, name: row.name, expect: row.expect, problems }];
      });
    expect(differing).toEqual([]);
  });
});
