import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { readVectors } from '../__testUtils__/vectors';
import { validateObject } from './validateObject';

interface Expected {
  file: string;
  doc: number;
  valid: boolean;
}

const folder = 'istio/validation';
const expected = readVectors<{ crds: Expected[]; dataset: Expected[] }>(
  `${folder}/crds/expected.yaml`,
);

/** Documents of upstream's tests carry what they expect in `_err`. */
function document({ file, doc }: Expected): Record<string, unknown> {
  const path = resolve(process.env.ONMESH_VECTORS ?? '', folder, file);
  const { _err, ...object } = parseAllDocuments(readFileSync(path, 'utf8'))
    .map(one => one.toJS())
    .filter(Boolean)[doc];
  return object;
}

(expected ? describe : describe.skip)('the documents of Istio', () => {
  const { crds = [], dataset = [] } = expected ?? {};

  it('are all there', () => {
    expect([crds.length, dataset.length]).toEqual([112, 33]);
  });

  it('are refused by schema and CEL just where the CRD refuses them', () => {
    expect(
      crds.flatMap(one => {
        const problems = validateObject(document(one));
        const valid = problems.every(({ severity }) => severity !== 'error');
        return valid === one.valid ? [] : [{ ...one, problems }];
      }),
    ).toEqual([]);
  });

  it('are taken where they are examples, but for what says that it is to be refused', () => {
    expect(
      dataset.flatMap(one => {
        const problems = validateObject(document(one)).filter(
          ({ severity, path }) =>
            severity === 'error' && !path.includes('webhook-always-reject'),
        );
        return problems.length > 0 ? [{ ...one, problems }] : [];
      }),
    ).toEqual([]);
  });
});
