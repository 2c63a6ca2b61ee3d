import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openConnect, secret } from './fakeConnect';
import { type Panels, startPanels } from './panel';

/** What has the focus, as a person would call it. */
const focused = `(() => {
  const { activeElement: at } = document;
  const label = document.getElementById(at.getAttribute('aria-labelledby') ?? '');
  return label?.textContent ?? at.getAttribute('aria-label') ?? at.textContent.trim();
})()`;

/** What the Tab key reaches, one after the other, up to the last link of the page. */
async function reachedByTab(page: Page): Promise<readonly string[]> {
  const reached: string[] = [];
  while (reached.at(-1) !== 'Keys and connection' && reached.length < 30) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate<string>(focused));
  }
  return reached;
}

describe('the Connect panel by the keyboard alone', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  it('goes through its keys in the order of reading', async () => {
    const { page, tab } = await openConnect(panels);
    await tab('API Keys').waitFor();
    assert.deepEqual(await reachedByTab(page), [
      'Open in Studio',
      'Copy a link to this panel',
      'API Keys',
      'Copy Project URL',
      'Addresses of its services',
      'Reveal Service Role (Secret) Key',
      'Copy Service Role (Secret) Key',
      'Add JWT Secret…',
      'Keys and connection',
    ]);
  });

  it('reveals and masks a key, and keeps the focus where it is', async () => {
    const { page, button } = await openConnect(panels);
    await button('Reveal Service Role (Secret) Key').focus();
    await page.keyboard.press('Enter');
    await page.getByText(secret).waitFor();
    assert.equal(await page.evaluate(focused), 'Hide Service Role (Secret) Key');
    await page.keyboard.press('Space');
    await page.getByText('•'.repeat(24)).waitFor();
    assert.equal(await page.evaluate(focused), 'Reveal Service Role (Secret) Key');
  });

  it('copies the address of a service', async () => {
    const { page, requests, button } = await openConnect(panels);
    await page.getByText('Addresses of its services').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(focused), 'Copy PostgREST');
    await page.keyboard.press('Enter');
    await button('Copied').waitFor();
    assert.equal(requests.at(-1)?.[0], 'copy');
  });

  it('goes through the connection strings in the order of reading, and tests one', async () => {
    const { page, tab } = await openConnect(panels);
    await tab('API Keys').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('uri://user:••••@host/db?given').waitFor();
    assert.deepEqual(await reachedByTab(page), [
      'Format',
      'Password',
      'TLS',
      'Connection string',
      'Reveal password',
      'Copy',
      'Insert at Cursor',
      'Write to .env…',
      'Test',
      'Open psql',
      'Copy Host',
      'Copy Port',
      'Copy Database',
      'Copy User',
      'Change the Password',
      'Keys and connection',
    ]);
    await page.getByRole('button', { name: 'Test' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('PostgreSQL 15 answered.').waitFor();
  });

  it('chooses a format by the arrows, and by its first letter', async () => {
    const { page, tab } = await openConnect(panels);
    await tab('Connection Strings').click();
    const format = page.getByRole('combobox', { name: 'Format' });
    await format.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('psql://user:••••@host/db?given').waitFor();
    await page.keyboard.press('n');
    await page.getByText('nodejs://user:••••@host/db?given').waitFor();
    assert.equal(await page.evaluate(focused), 'Format');
  });

  it('closes an open list by Escape, with nothing chosen', async () => {
    const { page, tab } = await openConnect(panels);
    await tab('Connection Strings').click();
    await page.getByText('uri://user:••••@host/db?given').waitFor();
    await page.getByRole('combobox', { name: 'Format' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('option', { name: 'PSQL' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('option', { name: 'PSQL' }).waitFor({ state: 'hidden' });
    await page.getByText('uri://user:••••@host/db?given').waitFor();
  });
});
