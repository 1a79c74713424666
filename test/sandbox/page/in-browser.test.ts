import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Page, startPage } from '../../../src/sandbox/page/start.ts';
import { SCENARIOS } from '../../../src/sandbox/scenarios/list.ts';
import { openStage, type Stage } from '../../end-to-end/stage.ts';
import { describeInChromium, launchChromium } from './chromium.ts';

const EXPECTED = 'system:serviceaccount:payments:api';
const FOUND = 'system:serviceaccount:payment:api';
/** The README's pictures are taken anew where this is set. */
const PICTURES =
  process.env.UPDATE_PICTURES === undefined ? null : join(import.meta.dirname, '../../../docs/images');

describeInChromium('the page in a browser', () => {
  let stage: Stage;
  let page: Page;
  let browser: Browser;
  let context: BrowserContext | null = null;
  let complaints: string[] = [];

  beforeAll(async () => {
    stage = await openStage({ mode: 'socket', redisUrl: null });
    page = await startPage({
      slack: stage.slack,
      world: stage.world,
      scenarios: SCENARIOS,
      shortcut: { callbackId: 'diagnose_message', name: 'Diagnose AWS error' },
    });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await page?.close();
    await stage?.close();
  });
  afterEach(async () => {
    await context?.close();
    context = null;
    expect(complaints, 'what the browser complained of').toEqual([]);
  });

  /** Opens the page and collects what goes wrong in it: errors, refused files, violations of its own policy. */
  async function open(
    options: { readonly colorScheme?: 'light' | 'dark'; readonly width?: number } = {},
  ): Promise<Tab> {
    complaints = [];
    context = await browser.newContext({
      colorScheme: options.colorScheme ?? 'light',
      viewport: { width: options.width ?? 1360, height: 850 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(10_000);
    const tab = await context.newPage();
    tab.on('pageerror', (error) => complaints.push(error.message));
    tab.on('console', (line) => {
      if (line.type() === 'error') complaints.push(line.text());
    });
    await tab.goto(page.url);
    await tab.getByRole('heading', { name: '#oncall', exact: true }).waitFor();
    return tab;
  }

  async function picture(tab: Tab, name: string): Promise<void> {
    if (PICTURES === null) return;
    await tab.mouse.move(0, 0);
    for (const colorScheme of ['dark', 'light'] as const) {
      await tab.emulateMedia({ colorScheme });
      await tab.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
    }
  }

  const composer = (tab: Tab) => tab.getByRole('textbox', { name: 'Message', exact: true });
  const answers = (tab: Tab) =>
    tab
      .getByRole('list', { name: 'Thread' })
      .getByRole('listitem')
      .filter({ has: tab.getByRole('button', { name: 'Check again' }) });
  const newestAnswer = (tab: Tab): Locator => answers(tab).last();
  const roles = () => [...stage.world.accounts.values()].flatMap((account) => [...account.roles.values()]);
  let policies: ReadonlyMap<string, string> = new Map();

  beforeAll(() => {
    policies = new Map(roles().map((role) => [role.arn, role.trustPolicy]));
  });
  afterEach(() => {
    for (const role of roles()) role.trustPolicy = policies.get(role.arn) ?? role.trustPolicy;
  });

  it('leads from a scenario over the corrected policy to a healthy answer', async () => {
    const tab = await open();
    await tab.getByRole('searchbox', { name: 'Find a scenario' }).fill('payments/api');
    await tab.getByRole('button', { name: '/irsa check payments/api' }).last().click();
    expect(await composer(tab).inputValue()).toBe('/irsa check payments/api');
    await composer(tab).press('Enter');

    await newestAnswer(tab).getByText('Broken: payments/api').waitFor();
    expect(await newestAnswer(tab).getByRole('columnheader').allInnerTexts()).toEqual(['Expected', 'Found']);
    expect(await newestAnswer(tab).getByRole('cell').allInnerTexts()).toEqual([EXPECTED, FOUND]);
    expect(await newestAnswer(tab).locator('td strong code').allInnerTexts()).toEqual([
      'payments',
      'payment',
    ]);
    await tab.getByRole('list', { name: 'Messages' }).getByRole('button', { name: '1 reply' }).waitFor();
    await picture(tab, 'demo-answer');

    await newestAnswer(tab).getByRole('button', { name: 'Get corrected policy' }).click();
    const dialog = tab.getByRole('dialog', { name: 'Corrected trust policy' });
    await dialog.getByRole('button', { name: 'Copy' }).first().click();
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await dialog.getByRole('note').innerText()).toBe('Proven: lets in payments/api and nobody else.');
    await picture(tab, 'demo-corrected-policy');
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(copied)).toMatchObject({ Statement: expect.any(Array) });
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await dialog.waitFor({ state: 'hidden' });

    await newestAnswer(tab).getByRole('button', { name: 'Open in IAM' }).click();
    const policy = tab.getByRole('textbox', { name: 'Trust policy' });
    expect(await policy.inputValue()).toContain(FOUND);
    await policy.fill(copied);
    await tab.getByRole('button', { name: 'Save' }).click();
    await tab.getByText('Saved.').waitFor();
    await tab.getByRole('button', { name: 'Back to the thread' }).click();
    await newestAnswer(tab).getByRole('button', { name: 'Check again' }).click();
    await newestAnswer(tab).getByText('Healthy: payments/api').waitFor();

    await tab.getByRole('tab', { name: 'IAM' }).click();
    await tab.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => policy.inputValue()).toContain(FOUND);
  });

  it('folds the checks until somebody opens them, by the keyboard too, and leaves them open', async () => {
    const tab = await open();
    await composer(tab).fill('/irsa check payments/api');
    await composer(tab).press('Enter');
    await newestAnswer(tab).getByText('Broken: payments/api').waitFor();
    const box = newestAnswer(tab).locator('summary');
    const check = newestAnswer(tab).getByText('ok: The cluster has an OIDC issuer');
    expect(await box.innerText()).toMatch(/^Checks: 1 failed, \d+ ok/);
    expect(await check.isVisible()).toBe(false);
    await box.focus();
    await tab.keyboard.press('Enter');
    expect(await check.isVisible()).toBe(true);

    const answer = stage.slack.channelMessages('oncall').findLast(({ text }) => text.includes('Reference'));
    if (answer === undefined) throw new Error('no answer');
    const edited = { user: stage.slack.user().id, ts: answer.ts };
    stage.slack.workspace.messages.replace(answer, { ...answer, edited });
    await newestAnswer(tab).getByText('(edited)').waitFor();
    expect(await check.isVisible()).toBe(true);
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
    await tab.keyboard.press('Space');
    expect(await check.isVisible()).toBe(false);
  });

  it('leafs through the table of an audit by scrolling under its head', async () => {
    const tab = await open();
    await composer(tab).fill('/irsa audit');
    await composer(tab).press('Enter');
    const table = newestAnswer(tab).getByRole('table');
    await table.waitFor();
    const head = table.getByRole('columnheader', { name: 'Service account' });
    const last = table.getByRole('rowheader').last();
    await last.scrollIntoViewIfNeeded();
    const [above, below] = [await head.boundingBox(), await last.boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    expect(await table.evaluate((element) => element.parentElement?.clientHeight)).toBeLessThanOrEqual(360);
  });

  it('can be used with the keyboard alone', async () => {
    const tab = await open();
    const press = (key: string) => tab.keyboard.press(key);
    const tabTo = async (wanted: Locator, most = 90) => {
      for (let count = 0; count < most; count += 1) {
        if (await wanted.evaluate((element) => element === document.activeElement)) {
          const outline = await wanted.evaluate((element) => getComputedStyle(element).outlineStyle);
          expect(outline, 'the focus is seen').not.toBe('none');
          return;
        }
        await press('Tab');
      }
      throw new Error('The focus never came there');
    };
    await press('Tab');
    await press('Enter');
    expect(await composer(tab).evaluate((element) => element === document.activeElement)).toBe(true);

    await tab.keyboard.type('/irsa check checkout/cart');
    await press('Enter');
    await newestAnswer(tab).getByText('Broken: checkout/cart').waitFor();
    await expect.poll(() => tab.getByRole('status').last().textContent()).toContain('Broken');

    await tabTo(newestAnswer(tab).getByRole('button', { name: 'Get corrected policy' }));
    await press('Enter');
    const dialog = tab.getByRole('dialog', { name: 'Corrected trust policy' });
    await tabTo(dialog.getByRole('button', { name: 'Copy' }).first());
    await press('Enter');
    await dialog.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(stage.slack.openViews(stage.slack.user().id)).toEqual([]);
    expect(await tab.evaluate(() => document.activeElement?.textContent)).toBe('Get corrected policy');

    await tabTo(newestAnswer(tab).getByRole('button', { name: 'Open in IAM' }));
    await press('Enter');
    await tabTo(tab.getByRole('textbox', { name: 'Trust policy' }));
    await press('Control+A');
    await tab.keyboard.insertText(copied);
    await tabTo(tab.getByRole('button', { name: 'Save' }));
    await press('Enter');
    await tab.getByText('Saved.').waitFor();
    await tabTo(tab.getByRole('button', { name: 'Back to the thread' }));
    await press('Enter');
    await tabTo(newestAnswer(tab).getByRole('button', { name: 'Check again' }));
    await press('Enter');
    await newestAnswer(tab).getByText('Healthy: checkout/cart').waitFor();

    await press('F6');
    await tabTo(tab.getByRole('tab', { name: 'Thread' }));
    await press('ArrowRight');
    expect(await tab.getByRole('tab', { name: 'Scenarios' }).getAttribute('aria-selected')).toBe('true');
  });

  it('says what IAM would say of a policy that it refuses', async () => {
    const tab = await open();
    await tab.getByRole('tab', { name: 'IAM' }).click();
    await tab.getByRole('searchbox', { name: 'Find a role' }).fill('payments-api');
    await tab.getByRole('button', { name: /^payments-api/ }).click();
    await tab.getByRole('textbox', { name: 'Trust policy' }).fill('{ "Version": "2012-10-17" }');
    await tab.getByRole('button', { name: 'Save' }).click();
    await tab.getByText('MalformedPolicyDocument: Missing required field Statement').waitFor();
    await tab.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => tab.getByRole('textbox', { name: 'Trust policy' }).inputValue()).toContain(FOUND);
  });

  it('shows what somebody pastes as text, whatever it is', async () => {
    const tab = await open();
    const paste = '<img src=x onerror="document.title=1"> <script>alert(1)</script>\n\njavascript:alert(1)';
    await composer(tab).fill(paste);
    await composer(tab).press('Enter');
    const said = tab
      .getByRole('list', { name: 'Messages' })
      .getByRole('listitem')
      .filter({ hasText: 'onerror' });
    await said.waitFor();
    expect(await said.innerText()).toContain('<script>alert(1)</script>\n\njavascript:alert(1)');
    expect(await tab.locator('.content :is(img, script, iframe)').count()).toBe(0);
    expect(await tab.title()).toContain('#oncall');
  });

  it('takes a pasted error of several lines in a mention, and answers under it', async () => {
    const tab = await open();
    const error =
      SCENARIOS.find(({ id }) => id === 'identity-issuer')?.error ??
      SCENARIOS.find(({ error }) => error)?.error;
    await composer(tab).fill(`@irsa it fails since noon:\n${error}`);
    await composer(tab).press('Shift+Enter');
    await composer(tab).press('Enter');
    await newestAnswer(tab)
      .getByText(/Broken: /)
      .waitFor();
  });

  it('offers the shortcut on a message, and answers in its thread', async () => {
    const tab = await open();
    const error = SCENARIOS.find(({ prompt }) => prompt.includes('shipping/labels'))?.error ?? '';
    stage.slack.user('noor').say('platform', error);
    await tab.getByRole('button', { name: 'platform , unread' }).click();
    const message = tab
      .getByRole('list', { name: 'Messages' })
      .getByRole('listitem')
      .filter({ hasText: 'shipping' });
    await message.hover();
    await message.getByRole('button', { name: 'Diagnose AWS error' }).click();
    await newestAnswer(tab).getByText('Broken: shipping/labels').waitFor();
  });

  it('tells the person alone where the bot is not a member, until it is invited', async () => {
    const tab = await open();
    await tab.getByRole('button', { name: 'incidents without irsa' }).click();
    await composer(tab).fill('/irsa check payments/api');
    await composer(tab).press('Enter');
    await tab.getByText('Only visible to you').waitFor();
    await composer(tab).fill('/invite @irsa');
    await composer(tab).press('Enter');
    await tab.getByText('irsa is a member').waitFor();
    await composer(tab).fill('/irsa check payments/api');
    await composer(tab).press('Enter');
    await newestAnswer(tab).getByText('Broken: payments/api').waitFor();
    stage.slack.workspace.directory.setBotMembership(stage.slack.channel('incidents').id, false);
  });

  it('refuses a command in a thread as Slack does, and keeps what was typed', async () => {
    const tab = await open();
    await composer(tab).fill('anybody here?');
    await composer(tab).press('Enter');
    const said = tab.getByRole('listitem').filter({ hasText: 'anybody here?' });
    await said.hover();
    await said.getByRole('button', { name: 'Reply' }).click();
    const reply = tab.getByRole('textbox', { name: 'Reply' });
    await reply.fill('/irsa check payments/api');
    await reply.press('Enter');
    await tab.getByText('/irsa is not supported in threads').waitFor();
    expect(await reply.inputValue()).toBe('/irsa check payments/api');
  });

  it.each(['light', 'dark'] as const)('is %s where the system is', async (colorScheme) => {
    const tab = await open({ colorScheme });
    const brightness = () =>
      tab.locator('main').evaluate((element) => {
        const [red = 0] = getComputedStyle(element).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
        return red;
      });
    expect((await brightness()) > 128).toBe(colorScheme === 'light');
    await composer(tab).fill('/irsa check payments/api');
    await composer(tab).press('Enter');
    await newestAnswer(tab).getByText('Broken: payments/api').waitFor();

    await tab
      .getByRole('combobox', { name: 'Theme' })
      .selectOption(colorScheme === 'light' ? 'Dark' : 'Light');
    expect((await brightness()) > 128).toBe(colorScheme === 'dark');
    await tab.reload();
    await tab.getByRole('heading', { name: '#oncall', exact: true }).waitFor();
    expect((await brightness()) > 128).toBe(colorScheme === 'dark');
  });

  it('fits a narrow screen: one pane at a time, and nothing beyond its edge', async () => {
    const tab = await open({ width: 390 });
    expect(await tab.getByRole('complementary').isVisible()).toBe(false);
    await composer(tab).fill('/irsa check payments/api');
    await composer(tab).press('Enter');
    await newestAnswer(tab).getByText('Broken: payments/api').waitFor();
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await tab.getByRole('button', { name: 'Close the panel' }).click();
    await tab.getByRole('button', { name: 'Channels' }).click();
    await tab.getByRole('button', { name: 'platform' }).click();
    await tab.getByRole('heading', { name: '#platform', exact: true }).waitFor();
  });
});
