import { readVectors } from '../../__testUtils__/vectors';
import { schemas } from '../schemas';
import { isRecord } from '../structure/isRecord';
import { validateObject } from '../validateObject';
import { celRules } from './celRules';

/** The text of every rule in a schema, wherever it stands. */
function rulesIn(node: unknown): string[] {
  if (Array.isArray(node)) {
    return node.flatMap(rulesIn);
  }
  if (!isRecord(node)) {
    return [];
  }
  const rules = node['x-kubernetes-validations'];
  return [
    ...(Array.isArray(rules)
      ? rules.map(({ rule }: { rule: string }) => rule)
      : []),
    ...Object.values(node).flatMap(rulesIn),
  ];
}

const inSchemas = new Set(rulesIn(schemas));

describe('the CEL rules', () => {
  it('are those of the schemas, every one of them', () => {
    expect([...inSchemas].filter(rule => !celRules.has(rule))).toEqual([]);
  });

  it('are no more than those of the schemas', () => {
    expect([...celRules.keys()].filter(rule => !inSchemas.has(rule))).toEqual(
      [],
    );
  });
});

interface Example {
  object: Record<string, unknown>;
}

const { rules } = readVectors<{
  rules: {
    id: string;
    expression: string;
    valid: Example;
    invalid: Example & { at: string[] };
  }[];
}>('istio/validation/cel.yaml') ?? { rules: [] };

(rules.length > 0 ? describe : describe.skip)('the 36 rules of Istio', () => {
  it('are all there', () => {
    expect(rules).toHaveLength(36);
    expect(rules.filter(({ expression }) => !celRules.has(expression))).toEqual(
      [],
    );
  });

  it('take the objects that keep them', () => {
    expect(
      rules.flatMap(({ id, valid }) => {
        const problems = validateObject(valid.object);
        return problems.some(({ source }) => source !== 'webhook')
          ? [{ id, problems }]
          : [];
      }),
    ).toEqual([]);
  });

  it('refuse the objects that break them, where they break them', () => {
    expect(
      rules.flatMap(({ id, invalid }) => {
        const problems = validateObject(invalid.object).filter(
          ({ source }) => source !== 'webhook',
        );
        return problems.length > 0 ? [] : [{ id, problems }];
      }),
    ).toEqual([]);
  });
});
