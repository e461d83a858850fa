import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./demoSignIn'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./demoPolicy'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

// Hints to pages that what they show has changed.
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@onmesh/plugin-mesh-backend'));

// A backend that did not start would go on listening, without the plugins that failed.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
