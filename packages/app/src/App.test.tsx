import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('asks who one is before it shows anything', async () => {
    const environment = jest.replaceProperty(process, 'env', {
      NODE_ENV: 'test',
      // Where the app reads its config when no backend has put it into the page.
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Onmesh demo portal', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ] as unknown as string,
    });

    render(App.createRoot());

    expect(
      await screen.findByRole(
        'heading',
        { name: 'Onmesh demo portal' },
        { timeout: 30_000 },
      ),
    ).toBeVisible();
    expect(screen.getAllByRole('button')).toHaveLength(2);
    environment.restore();
    // It compiles every chunk of the sign-in page first.
  }, 40_000);
});
