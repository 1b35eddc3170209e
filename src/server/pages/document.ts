import type { Page, PageContext } from './page.js';

/** The document that answers, in one piece. */
export function documentPage({ contract }: PageContext): Page {
  return {
    path: '/_docproof/openapi.json',
    methods: {
      GET(_request, response) {
        response.json(contract().document.root);
      },
    },
  };
}
