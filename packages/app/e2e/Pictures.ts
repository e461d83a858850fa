import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, Page } from '@playwright/test';

const folder = resolve(__dirname, '../../../docs/pictures');

/** The pictures of the documentation. They are as wide as a page of it, and show one part of a screen. */
export class Pictures {
  constructor(private readonly page: Page) {
    mkdirSync(folder, { recursive: true });
  }

  /** A part of the Mesh tab of a service, by its heading. */
  async part(service: string, heading: string, name: string) {
    await this.page.goto(`/catalog/default/component/${service}/mesh`);
    const part = this.page
      .getByRole('group', { name: heading })
      .or(this.page.getByRole('region', { name: heading }))
      .first();
    await expect(part).toBeVisible();
    await expect(this.page.getByTestId('progress')).toHaveCount(0);
    // Buttons come when the backend has said who may press them.
    await this.page.waitForLoadState('networkidle').catch(() => undefined);
    await part.screenshot({
      path: resolve(folder, `${name}.png`),
      animations: 'disabled',
    });
  }
}
