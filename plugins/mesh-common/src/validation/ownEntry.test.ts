// Whoever loads the schemas from here on learns that they must not.
jest.mock('./schemas', () => {
  throw new Error('The schemas are loaded');
});

describe('The schemas', () => {
  it('are not loaded with the rest of the core, so that the screens stay light', async () => {
    await expect(import('../index')).resolves.toHaveProperty('evaluateTarget');
  });

  it('are loaded with the validation', async () => {
    await expect(import('./index')).rejects.toThrow('The schemas are loaded');
  });
});
