import type { Page, PageContext } from '../page.js';

/** The operations of the document, in its order. */
export function operationsPage({ contract, feeding }: PageContext): Page {
  return {
    path: '/_docproof/operations',
    off: feeding.off,
    methods: {
      GET(_request, response) {
        response.json(
          contract().operations.map(({ id, method, path, operationId, deprecated }) => ({
            id,
            method,
            path,
            ...(operationId === undefined ? {} : { operationId }),
            deprecated,
          })),
        );
      },
    },
  };
}
