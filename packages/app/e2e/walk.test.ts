import { Browser, expect, test } from '@playwright/test';
import { git } from './gitOps';
import { Person } from './Person';

const OLIVIA = 'Enter as Olivia, service owner';
const PAT = 'Enter as Pat, platform engineer';

const tab = (name: string) => `/catalog/default/component/${name}/mesh`;

async function enter(browser: Browser, button: string) {
  const context = await browser.newContext();
  const person = new Person(await context.newPage());
  await person.signIn(button);
  return person;
}

test.describe.configure({ mode: 'serial' });

test.describe('taking a family of services onto the mesh, with the keyboard alone', () => {
  let olivia: Person;
  let pat: Person;
  /** Address of the request that takes order-service onto the mesh. */
  let orders = '';

  test.beforeAll(async ({ browser }) => {
    olivia = await enter(browser, OLIVIA);
    pat = await enter(browser, PAT);
  });

  /** From the form of a service to a submitted request, whose address it answers. */
  async function submit(reason: string) {
    const { page } = olivia;
    await olivia.press(page.getByRole('button', { name: 'Preview' }));
    await olivia.type(
      page.getByLabel('Reason, for the reviewer (optional)'),
      reason,
    );
    await olivia.press(
      page.getByRole('button', { name: 'Submit for approval' }),
    );
    await expect(page.getByText('Waits for approval').first()).toBeVisible();
    return new URL(page.url()).pathname;
  }

  /** Asks for the batch client to join, and for nothing else but what is filled in besides. */
  async function submitBatch(reason: string, fillIn = async () => {}) {
    await olivia.page.goto(tab('legacy-batch'));
    await olivia.press(olivia.page.getByRole('button', { name: 'Onboard' }));
    await olivia.choose('Mutual TLS', 'Permissive: plaintext is accepted too');
    await olivia.choose('Access', 'Open: anyone may call');
    await fillIn();
    return submit(reason);
  }

  /** Has requests traced, and forgets at first to say how many. */
  async function traceRequests() {
    const { page } = olivia;
    const part = page.getByRole('button', { name: /^Tracing/ });
    const share = page.getByLabel('Traced requests (%)');
    await expect(part).toHaveText(/not set/);
    await olivia.press(part);
    await olivia.press(
      page.getByLabel('Choose how many requests are traced'),
      'Space',
    );
    await olivia.press(part);
    await expect(share).toBeHidden();

    await olivia.press(page.getByRole('button', { name: 'Preview' }));
    // It unfolds by itself, and one can go on typing.
    await expect(share).toBeFocused();
    await expect(share).toBeInViewport();
    await expect(share).toHaveAccessibleDescription('is required');
    await olivia.lookAt('08-profile-refused');
    await page.keyboard.type('5');
    await expect(part).toHaveText(/5 % of requests/);

    await olivia.press(page.getByRole('button', { name: /^As YAML/ }));
    await expect(page.getByText(/samplingPercent: 5/)).toBeVisible();
  }

  const mergeButton = () =>
    pat.page.getByRole('button', { name: 'Merge pull request' });

  async function mergeStage() {
    await expect(mergeButton()).toBeEnabled({ timeout: 90_000 });
    await pat.press(mergeButton());
    await expect(mergeButton()).toBeHidden();
  }

  test('the owner sees what the mesh does to a service', async () => {
    const { page } = olivia;
    await olivia.picture('01-catalog');

    await page.goto('/catalog/default/component/payment-service');
    await expect(page.getByText('Istio (sidecar)').first()).toBeVisible();
    await olivia.picture('02-overview-card');

    await page.goto(tab('payment-service'));
    await expect(
      page.getByRole('heading', { name: 'Is it in the mesh?' }),
    ).toBeVisible();
    await expect(page.getByText('Enrolled', { exact: true })).toBeVisible();
    await expect(page.getByText('mTLS only').first()).toBeVisible();
    await expect(page.getByText('Closed by default')).toBeVisible();
    await expect(
      page.getByText(/PeerAuthentication shop\/payment-service/).first(),
    ).toBeVisible();
    await expect(page.getByText('Paused').first()).toBeVisible();
    await olivia.lookAt('03-payment-service');
  });

  test('a first stage is merged, thought better of, and taken back: the repository is as before', async () => {
    const { page } = olivia;
    const tree = () => git('ls-tree', '-r', 'main');
    const before = tree();
    await page.goto(tab('order-service'));
    await olivia.press(page.getByRole('button', { name: 'Onboard' }));
    const first = await submit('Let us see.');
    await pat.page.goto(first);
    await pat.press(pat.page.getByRole('button', { name: 'Approve' }));
    await mergeStage();
    expect(tree()).not.toBe(before);
    // The next stage is proposed by then, and is not to be merged any more.
    await expect(mergeButton()).toBeEnabled({ timeout: 90_000 });

    const takeBack = page.getByRole('button', { name: 'Take back' });
    await olivia.press(takeBack);
    const panel = page.getByRole('region', { name: 'Take back' });
    await expect(
      panel.getByText('There was no profile before', { exact: false }),
    ).toBeVisible();
    await olivia.lookAt('19-take-back');
    await olivia.type(
      panel.getByLabel(/Reason, for the reviewer/),
      'Not before the holidays.',
    );
    await olivia.press(
      panel.getByRole('button', { name: 'Submit for approval' }),
    );
    const heading = page.getByRole('heading', { name: /^Take back: / });
    await expect(heading).toBeFocused();
    await olivia.lookAt('20-takes-back');

    // The other person's screen says that this one is over.
    await expect(
      pat.page.getByText(/is to be taken back by request/),
    ).toBeVisible();
    await expect(mergeButton()).toBeHidden();
    await pat.page.goto(new URL(page.url()).pathname);
    await pat.press(pat.page.getByRole('button', { name: 'Approve' }));
    const done = pat.page.getByText('Done', { exact: true }).first();
    for (;;) {
      await expect(mergeButton().or(done).first()).toBeVisible({
        timeout: 90_000,
      });
      if (await done.isVisible()) {
        break;
      }
      await mergeStage();
    }
    expect(tree()).toBe(before);
    await page.goto(first);
    await expect(page.getByText(/was taken back by request/)).toBeVisible();
    await expect(takeBack).toHaveCount(0);
    await olivia.lookAt('21-taken-back');
  });

  test('the owner previews and submits a profile for a service outside the mesh', async () => {
    const { page } = olivia;
    await page.goto(tab('order-service'));
    await expect(page.getByText('Not enrolled', { exact: true })).toBeVisible();
    await olivia.lookAt('04-order-service-outside');

    await olivia.press(page.getByRole('button', { name: 'Onboard' }));
    await expect(page.getByRole('form', { name: 'Profile' })).toBeVisible();
    await expect(
      page.getByText(/legacy-batch calls in plaintext/),
    ).toBeVisible();
    await olivia.choose('Mutual TLS', 'Strict: plaintext is refused');
    await olivia.lookAt('05-profile');
    await olivia.press(page.getByRole('button', { name: 'Preview' }));
    for (const stage of [
      'Join the mesh, still accepting plaintext',
      'Try out who may call',
      'Accept only mutual TLS',
      'Enforce who may call',
    ]) {
      await expect(
        page.getByRole('heading', { name: new RegExp(stage) }),
      ).toBeVisible();
    }
    await olivia.lookAt('06-plan');

    orders = await submit('Orders carry addresses.');
    await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await olivia.lookAt('07-submitted');
  });

  test('the platform engineer rejects another request with a reason', async () => {
    const rejected = await submitBatch('While we are at it.', traceRequests);

    await pat.page.goto('/mesh/approvals');
    await expect(pat.page.getByText(/order-service/).first()).toBeVisible();
    await pat.lookAt('09-approvals');
    await pat.page.goto(rejected);
    await pat.press(pat.page.getByRole('button', { name: 'Reject' }));
    const dialog = pat.page.getByRole('dialog');
    await pat.type(dialog.getByRole('textbox'), 'Freeze until Monday.');
    await pat.press(dialog.getByRole('button', { name: 'Reject' }));
    await expect(pat.page.getByText('Rejected', { exact: true })).toBeVisible();
    await pat.lookAt('10-rejected');
    // The other person's screen follows by itself.
    await expect(
      olivia.page.getByText('Rejected', { exact: true }).first(),
    ).toBeVisible();
    await expect(
      olivia.page.getByText(/Freeze until Monday/).first(),
    ).toBeVisible();
  });

  test('approved, closed by somebody, proposed again, and merged', async () => {
    const { page } = pat;
    await page.goto(orders);
    await pat.press(page.getByRole('button', { name: 'Approve' }));
    await expect(page.getByText('Pull request open').first()).toBeVisible();
    await pat.lookAt('11-pull-request-open');

    await pat.press(page.getByRole('button', { name: 'Close pull request' }));
    await expect(
      page.getByText('Pull request closed without merging').first(),
    ).toBeVisible();
    await pat.press(page.getByRole('button', { name: 'Propose again' }));
    await expect(page.getByText('Pull request open').first()).toBeVisible();
    await mergeStage();
    await pat.lookAt('12-joined');

    // Still permissive: the mesh shows that nobody was cut off.
    await olivia.page.goto(tab('order-service'));
    await expect(
      olivia.page.getByText('mTLS and plaintext').first(),
    ).toBeVisible({ timeout: 60_000 });
  });

  test('a caller in plaintext holds encryption back until it is on the mesh too', async () => {
    const { page } = pat;
    await mergeStage();
    await expect(
      page.getByText('Blocked', { exact: true }).first(),
    ).toBeVisible({
      timeout: 90_000,
    });
    await expect(page.getByText(/legacy-batch/).first()).toBeVisible();
    await pat.lookAt('13-blocked-by-plaintext');

    const batch = await submitBatch('order-service waits for it.');
    await page.goto(batch);
    await pat.press(page.getByRole('button', { name: 'Approve' }));
    await mergeStage();
    await olivia.page.goto(tab('legacy-batch'));
    await expect(
      olivia.page.getByText('Enrolled', { exact: true }),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();

    await page.goto(orders);
    await pat.press(page.getByRole('button', { name: 'Propose again' }));
  });

  test('encrypted, enforced, done', async () => {
    const { page } = pat;
    await mergeStage();
    await mergeStage();
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({
      timeout: 90_000,
    });
    await pat.lookAt('14-done');

    await olivia.page.goto(tab('order-service'));
    await expect(
      olivia.page.getByText('Enrolled', { exact: true }),
    ).toBeVisible();
    await expect(olivia.page.getByText('mTLS only').first()).toBeVisible();
    await expect(olivia.page.getByText('Closed by default')).toBeVisible();
    await olivia.lookAt('15-order-service-enrolled');
  });

  test('Git tells the same story', async () => {
    const id = orders.split('/').pop();
    const commits = git(
      'log',
      'main',
      '--no-merges',
      '--format=%an|%(trailers:key=Mesh-Request,valueonly,separator=)',
    )
      .split('\n')
      .filter(line => line.includes(`|${id}/`));
    expect(commits).toHaveLength(4);
    expect(commits.every(line => /olivia/i.test(line))).toBe(true);
    expect(git('show', 'main:apps/shop/order-service/deployment.yaml')).toMatch(
      /sidecar\.istio\.io\/inject: ['"]true['"]/,
    );
  });

  test('a request to leave is withdrawn by its owner', async () => {
    const { page } = olivia;
    await page.goto(tab('order-service'));
    await olivia.press(page.getByRole('button', { name: 'Leave the mesh' }));
    await submit('A mistake.');
    await olivia.press(page.getByRole('button', { name: 'Withdraw' }));
    await expect(
      page.getByText('Withdrawn', { exact: true }).first(),
    ).toBeVisible();
    await olivia.lookAt('16-withdrawn');
  });

  test('the fleet, and what one asked for', async () => {
    const { page } = olivia;
    await page.goto('/');
    await olivia.press(page.getByRole('link', { name: 'Mesh', exact: true }));
    await expect(page.getByText(/order-service/).first()).toBeVisible();
    await olivia.lookAt('17-fleet');
    await page.goto('/mesh/requests');
    await expect(page.getByText(/order-service/).first()).toBeVisible();
    await olivia.lookAt('18-my-requests');
  });
});
