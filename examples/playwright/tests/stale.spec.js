import { expect, test } from 'docproof/playwright';

// Written by hand, when lamps could still be green. The page is happy with it; the document is not.
test('The page lists lamps', async ({ page }) => {
  await page.route('**/api/lamps', (route) => route.fulfill({ json: [{ id: 1, colour: 'green' }] }));
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveText(['green lamp']);
});
