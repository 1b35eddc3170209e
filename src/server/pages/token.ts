import type { Page, PageContext } from './page.js';

/** The token that a page of this server sends with each change that it asks for. */
export function tokenPage({ pageToken }: PageContext): Page {
  return {
    path: '/_docproof/token',
    methods: {
      GET(_request, response) {
        response.json({ token: pageToken });
      },
    },
  };
}
