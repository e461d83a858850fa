const TOKEN =
  /\s+|\/\/[^\n]*|(?<string>[bB]?[rR]?(?:"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<number>0x[0-9a-fA-F]+u?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?u?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||[<>=!]=|[-+*/%<>!?:.,()[\]{}])/y;
const BINARY = /^(\|\||&&|[<>=!]=|[<>]|[-+*/%]|in)$/;

interface Token {
  kind: 'value' | 'name' | 'sign';
  text: string;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) {
      return undefined;
    }
    const { string, number, name, sign } = groups;
    const value = string ?? number;
    if (value !== undefined) {
      tokens.push({ kind: 'value', text: value });
    } else if (name !== undefined) {
      tokens.push({ kind: name === 'in' ? 'sign' : 'name', text: name });
    } else if (sign !== undefined) {
      tokens.push({ kind: 'sign', text: sign });
    }
  }
  return tokens;
}

/** Reads on as long as it can; precedence makes no difference to what can be read. */
class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  isExpression(): boolean {
    return this.#expression() && this.#at === this.tokens.length;
  }

  #expression(): boolean {
    if (!this.#member()) {
      return false;
    }
    while (BINARY.test(this.tokens[this.#at]?.text ?? '') && this.#isSign()) {
      this.#at++;
      if (!this.#member()) {
        return false;
      }
    }
    return this.#take('?')
      ? this.#expression() && this.#take(':') && this.#expression()
      : true;
  }

  #isSign(): boolean {
    return this.tokens[this.#at]?.kind === 'sign';
  }

  #take(sign: string): boolean {
    const found = this.#isSign() && this.tokens[this.#at].text === sign;
    this.#at += found ? 1 : 0;
    return found;
  }

  #takeKind(kind: 'value' | 'name'): boolean {
    const found = this.tokens[this.#at]?.kind === kind;
    this.#at += found ? 1 : 0;
    return found;
  }

  #member(): boolean {
    while (this.#take('!') || this.#take('-')) {
      // Any number of them may stand before a value.
    }
    if (!this.#primary()) {
      return false;
    }
    for (;;) {
      if (this.#take('.')) {
        if (!this.#takeKind('name')) {
          return false;
        }
      } else if (this.#take('[')) {
        if (!(this.#expression() && this.#take(']'))) {
          return false;
        }
      } else if (this.#take('(')) {
        if (!this.#list(')', () => this.#expression())) {
          return false;
        }
      } else if (this.#take('{')) {
        if (!this.#list('}', () => this.#entry())) {
          return false;
        }
      } else {
        return true;
      }
    }
  }

  #primary(): boolean {
    if (this.#takeKind('value')) {
      return true;
    }
    if (this.#take('(')) {
      return this.#expression() && this.#take(')');
    }
    if (this.#take('[')) {
      return this.#list(']', () => this.#expression());
    }
    if (this.#take('{')) {
      return this.#list('}', () => this.#entry());
    }
    this.#take('.');
    return this.#takeKind('name');
  }

  #entry(): boolean {
    return this.#expression() && this.#take(':') && this.#expression();
  }

  #list(end: string, item: () => boolean): boolean {
    if (this.#take(end)) {
      return true;
    }
    while (item()) {
      if (this.#take(end)) {
        return true;
      }
      if (!this.#take(',')) {
        return false;
      }
      if (this.#take(end)) {
        return true;
      }
    }
    return false;
  }
}

/**
 * Whether a text is an expression of CEL. The syntax only: which names there are, Envoy knows.
 *
 * Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax.
 */
export function isParsableCel(text: string): boolean {
  const tokens = tokensOf(text);
  return tokens !== undefined && new Parser(tokens).isExpression();
}
