import { InputError, isObject, type JsonObject, type JsonValue, writeJson } from '../../model/index.js';
import { redactMembers } from '../../redact/index.js';
import { askMock, MOCK_URL } from '../mock-client.js';
import { CHANGING, LIMIT, numberOf, objectOf, READING, type Surroundings, type Tool, textOf } from '../tool.js';

const SESSION: JsonObject = {
  type: 'string',
  pattern: '^[\\w.~-]{1,200}$',
  description: 'The session whose items are meant (the header Docproof-Session).',
};

const OUTPUT: JsonObject = objectOf(
  {
    items: { type: 'object', description: 'By path; null for what was deleted.' },
    leftOut: { type: 'integer', minimum: 0 },
    result: { type: 'string', description: 'The resource with all items.' },
  },
  ['items', 'leftOut'],
);

/** Shows what a stateful mock remembers. */
export const mockState: Tool = {
  name: 'mock_state',
  title: 'Show what a stateful mock remembers',
  description:
    'Lists the items that a running docproof mock --stateful remembers, by their paths. Secrets are redacted.',
  annotations: READING,
  input: objectOf({ url: MOCK_URL, session: SESSION, limit: LIMIT }),
  output: OUTPUT,
  run: stateAt,
};

/** Changes what a stateful mock remembers. */
export const changeMockState: Tool = {
  name: 'change_mock_state',
  title: 'Change what a stateful mock remembers',
  description:
    'Writes or deletes one item of a running docproof mock --stateful, or forgets all of them: to bring the mock into the state that a test needs.',
  annotations: CHANGING,
  input: objectOf(
    {
      url: MOCK_URL,
      session: SESSION,
      action: { enum: ['put', 'delete', 'clear'] },
      path: { type: 'string', description: 'The path of the item, for put and delete: /parcels/7.' },
      item: { description: 'The item as JSON, for put.' },
    },
    ['action'],
  ),
  output: OUTPUT,
  async run(given, surroundings) {
    const { action, item } = given;
    const session = textOf(given.session);
    if (action === 'clear') await askMock(addressOf(given), { method: 'DELETE', path: 'state', session });
    else {
      const path = `state/${segmentsOf(given.path)}`;
      if (action === 'put') {
        if (item === undefined)
          throw new InputError('bad-option', 'there is no item to write', { cure: 'Give it in the argument "item".' });
        await askMock(addressOf(given), { method: 'PUT', path, session, body: item });
      } else await askMock(addressOf(given), { method: 'DELETE', path, session });
    }
    return stateAt(given, surroundings);
  },
};

function addressOf(given: Parameters<Tool['run']>[0]): string {
  return textOf(given.url) ?? String(MOCK_URL.default);
}

/** @throws InputError for a path that is none, or that leads elsewhere */
function segmentsOf(given: JsonValue | undefined): string {
  const segments = (textOf(given) ?? '').replace(/^\//, '').split('/');
  if (segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..'))
    return segments.map(encodeURIComponent).join('/');
  throw new InputError('bad-option', 'this is not the path of an item', {
    cure: 'Give the path as a client would send it: /parcels/7.',
  });
}

async function stateAt(given: Parameters<Tool['run']>[0], { kept }: Surroundings): ReturnType<Tool['run']> {
  const found = await askMock(addressOf(given), { path: 'state', session: textOf(given.session) });
  const safe = redactMembers(isObject(found) ? found : {});
  const all = Object.entries(isObject(safe) ? safe : {});
  const listed = all.slice(0, numberOf(given.limit, 20));
  const leftOut = all.length - listed.length;
  const link = leftOut > 0 ? kept.keep('state', 'All items of the mock, as JSON', writeJson(safe)) : undefined;
  return {
    text: [
      ...listed.map(([path, item]) => `${path} ${writeJson(item)}`),
      ...(listed.length === 0 ? ['The mock remembers nothing.'] : []),
      ...(leftOut > 0 ? [`… and ${leftOut} more`] : []),
    ].join('\n'),
    data: { items: Object.fromEntries(listed), leftOut, ...(link ? { result: link.uri } : {}) },
    links: link ? [link] : [],
  };
}
