import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, Locator, Page } from '@playwright/test';

/** Somebody at the portal who has a keyboard and no mouse. */
export class Person {
  constructor(readonly page: Page) {}

  async signIn(button: string) {
    await this.page.goto('/');
    await this.press(this.page.getByRole('button', { name: button }));
    await expect(
      this.page.getByRole('heading', { level: 1 }).first(),
    ).toBeVisible();
  }

  async signOut() {
    await this.page.goto('/settings');
    await this.press(this.page.getByTestId('user-settings-menu'));
    await this.press(this.page.getByTestId('sign-out'));
    await expect(
      this.page.getByRole('button', { name: /^Enter as/ }).first(),
    ).toBeVisible();
  }

  /** Tabs to something and presses Enter on it. */
  async press(target: Locator, key = 'Enter') {
    await this.tabTo(target);
    await this.page.keyboard.press(key);
  }

  /** Tabs to a field and types over what is in it. */
  async type(target: Locator, text: string) {
    await this.tabTo(target);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(text);
  }

  /** Chooses a radio button: Tab leads to its group, the arrow keys to the choice. */
  async choose(group: string, choice: string) {
    const radios = this.page.getByRole('radiogroup', { name: group });
    const wanted = radios.getByRole('radio', { name: choice });
    await this.tabTo(radios.getByRole('radio', { checked: true }));
    for (let i = 0; i < 5 && !(await wanted.isChecked()); i++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await expect(wanted).toBeChecked();
  }

  /** Fails when the Tab key alone does not lead there. */
  async tabTo(target: Locator) {
    await expect(target).toBeVisible();
    await expect(target).toBeEnabled();
    const isFocused = () =>
      target.evaluate(element => element === document.activeElement);
    for (let presses = 0; presses < 400; presses++) {
      if (await isFocused()) {
        return;
      }
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The Tab key never reached ${target}`);
  }

  /** Keeps a picture of a screen. */
  async picture(name: string) {
    await expect(this.page.getByTestId('progress')).toHaveCount(0);
    await this.page.screenshot({
      path: resolve(__dirname, `../../../coverage/screenshots/${name}.png`),
      fullPage: true,
    });
  }

  /** Keeps a picture of a screen of ours, and holds it against the rules for assistive technology. */
  async lookAt(name: string) {
    await this.picture(name);
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ id, where: nodes.map(n => n.html) }));
    expect(serious, `what axe says about "${name}"`).toEqual([]);
  }
}
