import type { Page, PageContext } from '../page.js';

/** What of the document the exchanges that are kept have used. */
export function coveragePage({ feeding }: PageContext): Page {
  return {
    path: '/_docproof/coverage',
    off: feeding.off,
    methods: {
      async GET(_request, response) {
        const { ring, reader } = await feeding.open();
        response.json({ ...(await reader.coverage()), dropped: ring.dropped });
      },
    },
  };
}
