import { MatchContext } from './Attribute';
import { CompiledPredicate, CompiledRule, matchRule } from './CompiledRule';
import { Key, RequestKey, requestKeys } from './RequestKey';

/** A rule, and what it stands for. */
export interface IndexedRule<T> {
  rule: CompiledRule;
  policyNamespace: string;
  item: T;
}

/** The first rule that matches a request, or whether one may. */
export interface FirstMatch<T> {
  item?: T;
  /** A rule may match, depending on what is not known of the request. */
  unknown: boolean;
}

/**
 * Rules in an order, found by what requests can be told apart by: a rule that asks for a service account is tried only
 * on requests of that account. It changes how many rules are tried, and never what comes of it.
 */
export class RuleIndex<T> {
  private readonly root: IndexNode<T>;

  constructor(rules: readonly IndexedRule<T>[]) {
    const entries = rules
      .map((indexed, order) => ({ ...indexed, order }))
      .filter(({ rule }) => !('leftOut' in rule));
    this.root = nodeOf(entries, requestKeys);
  }

  /** Of the rules that match, the one that comes first. */
  firstMatch(context: MatchContext): FirstMatch<T> {
    const found: Search<T> = { unknown: false };
    search(this.root, context, found);
    return { item: found.first?.item, unknown: found.unknown };
  }

  /** What the rules stand for that may match a request; all others cannot. */
  candidates(context: MatchContext): Set<T> {
    const items = new Set<T>();
    collect(this.root, context, items);
    return items;
  }
}

interface Entry<T> extends IndexedRule<T> {
  order: number;
}

/** Rules that are tried one after the other, or, by key, those that ask for it and those that take any. */
interface IndexNode<T> {
  entries: readonly Entry<T>[];
  split?: {
    by: RequestKey;
    asking: ReadonlyMap<Key, IndexNode<T>>;
    others: IndexNode<T>;
  };
}

interface Search<T> {
  first?: Entry<T>;
  unknown: boolean;
}

// Below that many rules, to look for their keys takes longer than to try them.
const FEW = 3;

function nodeOf<T>(
  entries: readonly Entry<T>[],
  keys: readonly RequestKey[],
): IndexNode<T> {
  if (entries.length <= FEW || keys.length === 0) {
    return { entries };
  }
  const [best] = keys
    .map(by => splitBy(entries, by))
    .sort((a, b) => a.mostTried - b.mostTried);
  if (best.mostTried >= entries.length) {
    return { entries };
  }
  const left = keys.filter(key => key !== best.by);
  return {
    entries,
    split: {
      by: best.by,
      asking: new Map(
        [...best.asking].map(([key, asking]) => [key, nodeOf(asking, left)]),
      ),
      others: nodeOf(best.others, left),
    },
  };
}

function splitBy<T>(entries: readonly Entry<T>[], by: RequestKey) {
  const asking = new Map<Key, Entry<T>[]>();
  const others: Entry<T>[] = [];
  for (const entry of entries) {
    const keys = keysAskedFor(entry, by);
    if (keys === undefined) {
      others.push(entry);
    }
    for (const key of keys ?? []) {
      const same = asking.get(key);
      if (same === undefined) {
        asking.set(key, [entry]);
      } else {
        same.push(entry);
      }
    }
  }
  const sizes = [...asking.values()].map(({ length }) => length);
  const mostTried = others.length + sizes.reduce((a, b) => Math.max(a, b), 0);
  return { by, asking, others, mostTried };
}

/** The keys that a request must have one of to match a rule; undefined where it may have any. */
function keysAskedFor<T>(
  { rule, policyNamespace }: Entry<T>,
  by: RequestKey,
): Set<Key> | undefined {
  const ofPredicate = ({ negated, attribute, values }: CompiledPredicate) =>
    negated
      ? undefined
      : whole(values.map(v => by.ofValue(attribute, v, policyNamespace)));
  const perClause =
    'leftOut' in rule
      ? []
      : rule.clauses.map(clause =>
          whole(
            clause.map(alternative => fewest(alternative.map(ofPredicate))),
          )?.flat(),
        );
  const keys = fewest(perClause);
  return keys && new Set(keys);
}

function whole<T>(items: readonly (T | undefined)[]): T[] | undefined {
  const defined = items.filter(item => item !== undefined);
  return defined.length === items.length ? defined : undefined;
}

function fewest(lists: readonly (Key[] | undefined)[]): Key[] | undefined {
  return lists
    .filter(list => list !== undefined)
    .sort((a, b) => a.length - b.length)[0];
}

function search<T>(
  { entries, split }: IndexNode<T>,
  context: MatchContext,
  found: Search<T>,
): void {
  const key = split?.by.ofRequest(context);
  if (split !== undefined && key !== undefined) {
    const asking = split.asking.get(key);
    if (asking !== undefined) {
      search(asking, context, found);
    }
    search(split.others, context, found);
    return;
  }
  for (const entry of entries) {
    if (found.first !== undefined && entry.order > found.first.order) {
      return;
    }
    const { value } = matchRule(entry.rule, context);
    if (value === 'yes') {
      found.first = entry;
      return;
    }
    found.unknown ||= value === 'unknown';
  }
}

function collect<T>(
  { entries, split }: IndexNode<T>,
  context: MatchContext,
  items: Set<T>,
): void {
  const key = split?.by.ofRequest(context);
  if (split === undefined || key === undefined) {
    entries.forEach(({ item }) => items.add(item));
    return;
  }
  const asking = split.asking.get(key);
  if (asking !== undefined) {
    collect(asking, context, items);
  }
  collect(split.others, context, items);
}
