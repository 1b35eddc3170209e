import { problemOf } from '../../refusals.js';
import { type Page, type PageContext, send } from '../page.js';

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

/** What a form for one operation needs: its name is an `operationId`, or method and path, percent-encoded. */
export function operationPage({ feeding }: PageContext): Page {
  return {
    path: '/_docproof/operations/:id',
    off: feeding.off,
    methods: {
      async GET(request, response) {
        const { tools } = await feeding.open();
        const facts = await tools.operation(String(request.params.id));
        if (facts) response.json(facts);
        else send(response, NO_OPERATION);
      },
    },
  };
}

const NO_OPERATION = problemOf(
  404,
  'NOT_FOUND',
  'There is no such operation',
  'Ask /_docproof/operations which ones there are: GET /_docproof/operations/POST%20%2Fusers asks for POST /users.',
);
