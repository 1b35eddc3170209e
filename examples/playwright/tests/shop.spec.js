import { expect, test } from 'docproof/playwright';

test('The page lists the documented lamps, and adds one', async ({ page, api }) => {
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveText(['red lamp', 'blue lamp']);
  await page.getByRole('button').click();
  expect((await api.waitForRequest('addLamp')).json).toEqual({ colour: 'blue' });
});

test('The page asks for patience where there are too many requests', async ({ page, api }) => {
  api.once('listLamps', { code: 429 });
  await page.goto('/');
  await expect(page.getByRole('alert')).toHaveText('Please wait.');
});
