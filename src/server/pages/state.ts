import { sessionNamed, storeOf } from '../../mock/index.js';
import { itemPath, readItems, rememberedIn, setItem, setItems } from '../../mock/state/items.js';
import { collectionsIn } from '../../mock/state/resources.js';
import { decodePercent, InputError } from '../../model/index.js';
import { problemOf } from '../refusals.js';
import { receiveJson } from './json-body.js';
import { type Page, type PageContext, queryOf, send } from './page.js';

const PATH = '/_docproof/state';

/**
 * What clients sent and a stateful mock remembers, by the path of each item; null for what was deleted. PUT puts other
 * items in the place of all. The header `Docproof-Session` says of whom.
 */
export function statePage({ store, contract, stateful = false }: PageContext): Page {
  return {
    path: PATH,
    methods: {
      async GET(request, response) {
        const items = await rememberedIn(storeOf(store, sessionNamed(request)));
        const byPath = Object.fromEntries(items.map(({ path, value }) => [path, value]));
        if (!isWhole(queryOf(request))) response.json(byPath);
        else response.json({ stateful, collections: collectionsIn(contract()), items: byPath });
      },
      PUT(request, response, next) {
        if (stateful)
          receiveJson({ request, response, next }, SHAPE, async (given) => {
            await setItems(storeOf(store, sessionNamed(request)), readItems(contract(), given));
            response.status(204).end();
          });
        else send(response, FORGETFUL);
      },
      async DELETE(request, response) {
        await storeOf(store, sessionNamed(request)).clear('items');
        response.status(204).end();
      },
    },
  };
}

/** One item: PUT writes it, DELETE deletes it as a client would. */
export function stateItemPage({ store, contract, stateful = false }: PageContext): Page {
  const pathIn = (path: string): string => itemPath(contract(), whole(path.slice(PATH.length)));
  return {
    path: `${PATH}/*path`,
    methods: {
      async GET(request, response) {
        const path = pathIn(request.path);
        const found = (await rememberedIn(storeOf(store, sessionNamed(request)))).find((item) => item.path === path);
        if (found) response.json(found.value);
        else send(response, UNKNOWN_ITEM);
      },
      PUT(request, response, next) {
        if (stateful)
          receiveJson({ request, response, next }, ITEM_SHAPE, async (value) => {
            await setItem(storeOf(store, sessionNamed(request)), { path: pathIn(request.path), value });
            response.status(204).end();
          });
        else send(response, FORGETFUL);
      },
      async DELETE(request, response) {
        if (stateful) {
          await setItem(storeOf(store, sessionNamed(request)), { path: pathIn(request.path), value: null });
          response.status(204).end();
        } else send(response, FORGETFUL);
      },
    },
  };
}

/** The path of an item, as it is or as one segment, in which its slashes are percent-encoded: `/users%2F7`. */
function whole(path: string): string {
  return path.includes('/', 1) ? path : decodePercent(path).replace(/^\/*/, '/');
}

const SHAPE = 'Send what GET /_docproof/state gives: { "/users/7": { "name": "Ada" } }.';
const ITEM_SHAPE = 'Send the item as JSON, such as { "name": "Ada" }.';

const FORGETFUL = problemOf(
  409,
  'NOT_STATEFUL',
  'This server remembers nothing',
  'Start docproof mock with --stateful, or with --state FILE, to keep items.',
);

const UNKNOWN_ITEM = problemOf(
  404,
  'NOT_FOUND',
  'There is no such item',
  `Nothing was kept there. GET ${PATH} lists what is remembered.`,
);

/** Whether all is asked for that a page needs to show it: `?detail=true`. */
function isWhole(query: URLSearchParams): boolean {
  const names = [...query.keys()];
  if (names.length === 0) return false;
  const detail = query.get('detail');
  if (names.length === 1 && (detail === 'true' || detail === 'false')) return detail === 'true';
  throw new InputError('bad-option', 'the state has no such filter', { cure: 'Pass detail=true, or nothing.' });
}
