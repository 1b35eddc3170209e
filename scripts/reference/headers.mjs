import { importSources } from '../source.mjs';
import { code, head, table } from './markdown.mjs';
import { eachWithWords } from './words.mjs';

const FILE = 'scripts/reference/headers.mjs';

/** What each preference does, and how it is written. */
const PREFERENCES = {
  code: [
    '`Prefer: code=404`',
    'The response that is documented for this status, its range (`4XX`) or `default`. 404 `NOT_FOUND` where there is none.',
  ],
  example: ['`Prefer: example=empty`', 'The named example of the response. 404 `NOT_FOUND` where there is none.'],
  dynamic: ['`Prefer: dynamic=true`', 'A generated body (`true`), or the documented example (`false`).'],
  seed: ['`Prefer: seed=7`', 'The same generated body for the same seed and request.'],
  'validate-request': ['`Prefer: validate-request=off`', 'How this request is judged: `error`, `warn` or `off`.'],
  'no-auth': ['`Prefer: no-auth`', 'This request needs no credentials.'],
  delay: ['`Prefer: delay=200..800`', 'The answer waits for so many milliseconds.'],
  fault: [
    '`Prefer: fault=reset`',
    'The connection is cut (`reset`), the body trickles (`slow`), or the documented answer of a status or of any `error` is given.',
  ],
  pace: ['`Prefer: pace=100..300`', 'The milliseconds between two items of a stream.'],
  return: [
    '`Prefer: return=minimal`',
    'No body where the document allows it (RFC 7240, section 4.2), in the style of Microsoft Graph.',
  ],
};

/** Header fields that a client may send to a mock. */
const SENT = {
  prefer: ['`Prefer`', 'What the next answer is (RFC 7240); the preferences above.'],
  'docproof-session': [
    '`Docproof-Session`',
    'The session whose answers and state the request has, also as a cookie. [Sessions](../guides/answers.md#sessions)',
  ],
  'docproof-draw': ['`Docproof-Draw`', 'The draw of an earlier answer: the same faults and delays are drawn again.'],
  'last-event-id': ['`Last-Event-ID`', 'The last item of a stream that was read: the mock goes on behind it.'],
  'x-docproof-token': [
    '`X-Docproof-Token`',
    'The token of a page of the server itself, which changes something under `/_docproof/`. Programs need none.',
  ],
};

/** Header fields that a mock or a proxy adds to what is documented. */
const GIVEN = {
  'sl-violations': [
    '`sl-violations`',
    'Violations that did not stop the answer, as JSON, in the form that Prism uses.',
  ],
  'docproof-draw': ['`Docproof-Draw`', 'The draw of faults and delays for this call, where there are any.'],
};

/** docs/reference/prefer-and-headers.md: `Prefer` and the header fields of a mock. */
export async function headerPages() {
  const [{ PREFERENCE_NAMES }, { OWN_FIELDS }, { SESSION_HEADER }, { DRAW_HEADER }, { TOKEN_FIELD }] =
    await importSources(
      'src/mock/preferences.ts',
      'src/model/own-fields.ts',
      'src/mock/session.ts',
      'src/mock/faults/faults.ts',
      'src/server/guard.ts',
    );
  const preferences = eachWithWords(PREFERENCE_NAMES, PREFERENCES, FILE);
  const sent = eachWithWords(
    ['prefer', SESSION_HEADER, DRAW_HEADER.toLowerCase(), 'last-event-id', TOKEN_FIELD],
    SENT,
    FILE,
  );
  const given = eachWithWords(OWN_FIELDS, GIVEN, FILE);
  const text = [
    head('Prefer and header fields', { order: 3 }),
    'A client chooses what a mock answers with the field `Prefer` (RFC 7240). Several preferences are separated by commas: `Prefer: code=404, example=gone`.',
    'A request without this field may have them in its query instead, after two underscores, as in Prism: `/users?__code=404`.',
    'A value that cannot be used is a 422 `UNPROCESSABLE_ENTITY` that says what to write. Preferences that are not listed here are left to the API.\n',
    '## Preferences\n',
    table(
      ['preference', 'in the query', 'what it does'],
      preferences.map(([name, [shown, words]]) => [shown, code(`__${name}`), words]),
    ),
    '\n## Header fields that a client sends\n',
    table(
      ['field', 'what it does'],
      sent.map(([, cells]) => cells),
    ),
    '\n## Header fields that Docproof adds\n',
    'A service behind the proxy cannot speak in their name: its own fields of these names are taken away.\n',
    table(
      ['field', 'what it says'],
      given.map(([, cells]) => cells),
    ),
    '\nA document that describes the errors of Microsoft Graph gets `request-id`, `client-request-id`, `Location`, `OData-Version` and `Preference-Applied` too, as Graph sends them.',
  ];
  return { 'docs/reference/prefer-and-headers.md': `${text.join('\n')}\n` };
}
