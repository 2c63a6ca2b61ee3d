import assert from 'node:assert/strict';
import type { ConnectContract } from '../../src/protocol/connect';
import type { Handlers } from '../../src/protocol/rpc';
import { openConnect, password, secret, view } from './fakeConnect';
import { type Panels, startPanels } from './panel';

describe('the secrets of the Connect panel', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  const open = (changes?: Partial<Handlers<ConnectContract>>) => openConnect(panels, changes);

  it('masks a secret with 24 bullets and has not asked for it', async () => {
    const { page, requests } = await open();
    await page.getByText(/^•+$/).waitFor();
    assert.equal(await page.getByText(/^•+$/).textContent(), '•'.repeat(24));
    assert.deepEqual(
      requests.map(([method]) => method),
      ['open'],
    );
  });

  it('reveals one secret, and takes it out of the page when the window loses focus', async () => {
    const { page, button, html, saved } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    const toggle = button('Hide Service Role (Secret) Key');
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    await page.evaluate('dispatchEvent(new Event("blur"))');
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
    assert.ok(!JSON.stringify(await saved()).includes(secret));
    await button('Reveal Service Role (Secret) Key').waitFor();
  });

  it('hides a secret when the panel itself is hidden', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('hides a secret by a second press', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await button('Hide Service Role (Secret) Key').click();
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('hides a secret after 30 seconds', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').waitFor();
    await page.clock.install();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.clock.fastForward(29_000);
    assert.ok((await html()).includes(secret));
    await page.clock.fastForward(1_000);
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('does not show a secret that comes after the window lost focus', async () => {
    let answer = (_value: string) => {};
    const { page, button, html, requests } = await open({
      reveal: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await button('Reveal Service Role (Secret) Key').click();
    await button('Hide Service Role (Secret) Key').waitFor();
    await page.evaluate('dispatchEvent(new Event("blur"))');
    answer(secret);
    // The answer to a later request proves that the earlier one has arrived.
    await button('Copy Project URL').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'field', field: 'url' }]);
    assert.ok(!(await html()).includes(secret));
  });

  it('copies a masked value through the host, and says so for a moment', async () => {
    const { page, button, requests, html } = await open();
    await button('Copy Service Role (Secret) Key').click();
    await button('Copied').waitFor();
    await page.locator('[aria-live]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'field', field: 'serviceRoleKey' }]);
    assert.ok(!(await html()).includes(secret));
    await button('Copy Service Role (Secret) Key').waitFor({ timeout: 10_000 });
  });

  it('reveals the password in the string, and hides it when another format is chosen', async () => {
    const { page, tab, button, html } = await open();
    await tab('Connection Strings').click();
    await button('Reveal password').click();
    await page.getByText(`uri://user:${password}@host/db?given`).waitFor();
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'PSQL' }).click();
    await page.getByText('psql://user:••••@host/db?given').waitFor();
    assert.ok(!(await html()).includes(password));
  });

  it('hides a secret after as many seconds as the person has set', async () => {
    const { page, button, html } = await open({
      open: async () => ({ ...view, revealSeconds: 5 }),
    });
    await button('Reveal Service Role (Secret) Key').waitFor();
    await page.clock.install();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.clock.fastForward(5_000);
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('hides what is revealed when the project changes', async () => {
    const { page, emit, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    emit('changed', { ...view, project: 'Shop 2' });
    await page.getByText('Shop 2 · Powabase').waitFor();
    assert.ok(!(await html()).includes(secret));
  });
});
