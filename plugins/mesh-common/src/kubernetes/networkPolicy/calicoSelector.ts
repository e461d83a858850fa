type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

/** Names, texts, signs; whatever else there is stands alone and fits nowhere. */
const TOKEN =
  /\s*(?:"([^"]*)"|'([^']*)'|([\w./-]+)|(&&|\|\||==|!=|[!(){},])|(\S))/gy;

interface Token {
  text: string;
  quoted: boolean;
}

class UnreadableSelector extends Error {}

class SelectorReader {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Test {
    const test = this.#either();
    if (this.#at < this.tokens.length) {
      throw new UnreadableSelector();
    }
    return test;
  }

  #either(): Test {
    const tests = [this.#all()];
    while (this.#takes('||')) {
      tests.push(this.#all());
    }
    return labels => tests.some(test => test(labels));
  }

  #all(): Test {
    const tests = [this.#one()];
    while (this.#takes('&&')) {
      tests.push(this.#one());
    }
    return labels => tests.every(test => test(labels));
  }

  #one(): Test {
    if (this.#takes('!')) {
      const test = this.#one();
      return labels => !test(labels);
    }
    if (this.#takes('(')) {
      const test = this.#either();
      this.#needs(')');
      return test;
    }
    const { text: name, quoted } = this.#next();
    if (quoted || !/^[\w./-]+$/.test(name)) {
      throw new UnreadableSelector();
    }
    return this.#takes('(') ? this.#call(name) : this.#comparison(name);
  }

  #call(name: string): Test {
    const argument = name === 'has' ? this.#next().text : undefined;
    this.#needs(')');
    switch (name) {
      case 'all':
        return () => true;
      case 'global':
        // What lies in no namespace is no pod.
        return () => false;
      case 'has':
        return labels => argument !== undefined && argument in labels;
      default:
        throw new UnreadableSelector();
    }
  }

  /** A label that is not there differs from every value. */
  #comparison(name: string): Test {
    const operator = this.#next().text;
    switch (operator) {
      case '==':
      case '!=': {
        const value = this.#value();
        return labels => (labels[name] === value) === (operator === '==');
      }
      case 'in':
        return this.#oneOf(name, true);
      case 'not':
        this.#needs('in');
        return this.#oneOf(name, false);
      case 'contains': {
        const value = this.#value();
        return labels => labels[name]?.includes(value) ?? false;
      }
      case 'starts': {
        this.#needs('with');
        const value = this.#value();
        return labels => labels[name]?.startsWith(value) ?? false;
      }
      case 'ends': {
        this.#needs('with');
        const value = this.#value();
        return labels => labels[name]?.endsWith(value) ?? false;
      }
      default:
        throw new UnreadableSelector();
    }
  }

  #oneOf(name: string, wanted: boolean): Test {
    this.#needs('{');
    const values: string[] = [];
    while (!this.#takes('}')) {
      values.push(this.#value());
      this.#takes(',');
    }
    return labels =>
      (labels[name] !== undefined && values.includes(labels[name])) === wanted;
  }

  #value(): string {
    const { text, quoted } = this.#next();
    if (!quoted) {
      throw new UnreadableSelector();
    }
    return text;
  }

  #next(): Token {
    const token = this.tokens[this.#at];
    if (token === undefined) {
      throw new UnreadableSelector();
    }
    this.#at += 1;
    return token;
  }

  #takes(sign: string): boolean {
    const token = this.tokens[this.#at];
    const isIt = token !== undefined && !token.quoted && token.text === sign;
    this.#at += isIt ? 1 : 0;
    return isIt;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) {
      throw new UnreadableSelector();
    }
  }
}

/**
 * Whether labels satisfy a selector of Calico's own language; an empty one is satisfied by all. Undefined where the selector
 * cannot be read.
 *
 * Source: projectcalico/calico libcalico-go/lib/selector/parser.
 */
export function matchesCalicoSelector(
  selector: string | undefined,
  labels: Labels,
): boolean | undefined {
  if (selector === undefined || selector.trim() === '') {
    return true;
  }
  const tokens = [...selector.trimEnd().matchAll(TOKEN)].map(
    ([, double, single, ...rest]): Token => ({
      text: double ?? single ?? rest.find(text => text !== undefined) ?? '',
      quoted: double !== undefined || single !== undefined,
    }),
  );
  try {
    const reader = new SelectorReader(tokens);
    return reader.whole()(labels);
  } catch (error) {
    if (error instanceof UnreadableSelector) {
      return undefined;
    }
    throw error;
  }
}
