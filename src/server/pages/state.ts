import { sessionNamed, storeOf } from '../../mock/index.js';
import { readJson } from '../../model/index.js';
import type { Page, PageContext } from './page.js';

/** What clients sent and a stateful mock remembers. The header `Docproof-Session` says of whom. */
export function statePage({ store }: PageContext): Page {
  return {
    path: '/_docproof/state',
    methods: {
      async GET(request, response) {
        const stored = await storeOf(store, sessionNamed(request)).list('items');
        const items = stored.map(({ key, value }): [string, unknown] => [key.slice('items'.length), readJson(value)]);
        response.json(Object.fromEntries(items));
      },
      async DELETE(request, response) {
        await storeOf(store, sessionNamed(request)).clear('items');
        response.status(204).end();
      },
    },
  };
}
