import { QuestionDraft, readQuestion } from './readQuestion';

const empty: QuestionDraft = {
  from: '',
  port: '',
  method: '',
  path: '',
  headers: '',
};

describe('readQuestion', () => {
  it('asks about plaintext when no caller is named', () => {
    expect(readQuestion(empty)).toEqual({ errors: {}, value: { from: null } });
  });

  it('asks with everything that was typed', () => {
    expect(
      readQuestion({
        from: 'shop/frontend',
        port: '8080',
        method: 'get',
        path: '/orders',
        headers: 'x-canary: true\n\n Via : a: b ',
      }).value,
    ).toEqual({
      from: 'shop/frontend',
      port: 8080,
      method: 'GET',
      path: '/orders',
      headers: { 'x-canary': 'true', Via: 'a: b' },
    });
  });

  it.each<[keyof QuestionDraft, string]>([
    ['from', 'frontend'],
    ['from', 'Shop/frontend'],
    ['port', '0'],
    ['port', 'http'],
    ['port', '80.5'],
    ['path', 'orders'],
    ['headers', 'x-canary'],
    ['headers', 'a: b\nx y: z'],
  ])('refuses a %s such as %j, at its field', (name, value) => {
    const { value: question, errors } = readQuestion({
      ...empty,
      [name]: value,
    });

    expect(question).toBeUndefined();
    expect(Object.keys(errors)).toEqual([name]);
  });
});
