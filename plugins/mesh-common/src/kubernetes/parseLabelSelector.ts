import { LabelSelector } from './labelSelector';

const SET_BASED = /^(\S+)\s+(in|notin)\s+\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/;

/**
 * Reads the text form of a label selector, as `kubectl -l` and Backstage's `kubernetes-label-selector` take it:
 * `app=shop,tier!=cache,env in (a,b),!legacy`.
 *
 * Source: kubernetes staging/src/k8s.io/apimachinery/pkg/labels/selector.go, `Parse`.
 *
 * @throws Error naming the requirement that is not one
 */
export function parseLabelSelector(text: string): LabelSelector {
  // Commas inside the parentheses of a set do not separate requirements.
  const requirements = text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
  return { matchExpressions: requirements.map(parseRequirement) };
}

function parseRequirement(
  text: string,
): NonNullable<LabelSelector['matchExpressions']>[number] {
  const set = SET_BASED.exec(text);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    return {
      key: set[1],
      operator: set[2] === 'in' ? 'In' : 'NotIn',
      values,
    };
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    return {
      key: equality[1],
      operator: equality[2] === '!=' ? 'NotIn' : 'In',
      values: [equality[3]],
    };
  }
  if (/^![^\s=!]+$/.test(text)) {
    return { key: text.slice(1), operator: 'DoesNotExist' };
  }
  if (/^[^\s=!()]+$/.test(text)) {
    return { key: text, operator: 'Exists' };
  }
  throw new Error(
    `"${text}" is not a label requirement; write key=value, key!=value, key in (a,b), key or !key`,
  );
}
