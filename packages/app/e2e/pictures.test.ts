import { test } from '@playwright/test';
import { Person } from './Person';
import { Pictures } from './Pictures';

/**
 * Takes the pictures of docs/canary.md from the demo. Not part of the walk: run it when the screens have changed, with
 * `ONMESH_PICTURES=1 yarn playwright test --config packages/app/playwright.config.ts pictures`.
 */
const DELIVERY = 'How is its delivery?';
const states: [name: string, service: string][] = [
  ['canary-progressing', 'search-service'],
  ['canary-paused-for-a-person', 'payment-service'],
  ['canary-paused-for-a-time', 'review-service'],
  ['canary-aborted', 'checkout-service'],
  ['canary-promoted', 'frontend'],
  ['canary-first-deploy', 'wishlist-service'],
  ['canary-blue-green', 'catalogue-service'],
  ['canary-flagger-waits', 'offers-service'],
  ['canary-by-header', 'pricing-service'],
  ['canary-none', 'order-service'],
];

test.describe('pictures of deliveries', () => {
  test.skip(!process.env.ONMESH_PICTURES, 'ONMESH_PICTURES is not set');
  test.use({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });

  test('one of each state, and of several clusters', async ({ page }) => {
    await new Person(page).signIn('Enter as Olivia, service owner');
    const pictures = new Pictures(page);
    for (const [name, service] of states) {
      await pictures.part(service, DELIVERY, name);
    }
    await pictures.part(
      'search-service',
      'How far is each delivery?',
      'canary-clusters',
    );
  });
});
