import { VIOLATIONS_KEY } from '../../mock/index.js';
import { printableJson } from '../../model/index.js';
import type { Page, PageContext } from './page.js';

/** A list of violations that was too long for the header field `sl-violations`. */
export function violationsPage({ store }: PageContext): Page {
  return {
    path: '/_docproof/violations/:id',
    methods: {
      async GET(request, response, next) {
        const list = await store.get(`${VIOLATIONS_KEY}${request.params.id}`);
        if (list === undefined) next();
        else response.type('application/json').send(printableJson(list));
      },
    },
  };
}
