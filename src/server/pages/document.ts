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

/** What the document is, and the problems that were found when it was loaded. */
export function documentFactsPage({ feeding }: PageContext): Page {
  return {
    path: '/_docproof/document',
    off: feeding.off,
    methods: {
      async GET(_request, response) {
        const { tools } = await feeding.open();
        response.json(await tools.document());
      },
    },
  };
}
