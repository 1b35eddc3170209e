import { type Entry, openapi, rfc, validation } from '../entry.js';
import { treeOf } from '../tree.js';

const CREATE = `paths:
  /parcels:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, properties: { label: { type: string } } }
      responses:
        '201':
          description: The new parcel.
          content:
            application/json:
              schema: { type: object, properties: { label: { type: string } } }`;

const CREATED =
  '{"request":{"method":"POST","url":"/parcels","json":{"label":"Tea"}},"response":{"status":201,"json":{"label":"Tea"}}}';

const LIST = (mediaType: string, itemSchema: string) => `paths:
  /parcels:
    get:
      responses:
        '200':
          description: Parcels, one after the other.
          content:
            ${mediaType}:
              itemSchema: ${itemSchema}`;

const LISTED = (mediaType: string, body: string) =>
  `{"request":{"method":"GET","url":"/parcels"},"response":{"status":200,"headers":{"Content-Type":"${mediaType}"},"body":${JSON.stringify(body)}}}`;

const TREE = (schema: string) => `paths:
  /parcels:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: ${schema}
      responses:
        '204': { description: Done. }`;

const DEEP = `${TREE("{ $ref: '#/components/schemas/level0' }")}
components:
  schemas:
${treeOf(26)}`;

const MANY = (item: string) =>
  `{"request":{"method":"POST","url":"/parcels","json":[${Array.from({ length: 2000 }, () => item).join(',')}]},"response":{"status":204}}`;

const BATCH = `paths:
  /parcels:
    get:
      responses:
        '204': { description: There are none. }`;

const BATCHED = (ids: string) =>
  `{"request":{"method":"POST","url":"/$batch","json":{"requests":[{"id":"1","method":"GET","url":"/parcels"}]}},"response":{"status":200,"json":{"responses":[${ids}]}}}`;

/** Keywords for bodies as a whole. */
export const BODIES = {
  'unparseable-body': {
    why: 'A reader of the named media type stops at the first mistake, and has nothing.',
    example: {
      of: 'exchange',
      document: CREATE,
      bad: CREATED.replace(
        '"json":{"label":"Tea"}}}',
        '"headers":{"Content-Type":"application/json"},"body":"{label: Tea}"}}',
      ),
      good: CREATED,
    },
    documented: [rfc(9110, '8.3'), rfc(8259, '2')],
  },
  'missing-body': {
    why: 'The reader waits for something that never comes: a client for what it created, a service for what it has to do.',
    example: {
      of: 'exchange',
      document: CREATE,
      bad: CREATED.replace(',"json":{"label":"Tea"}}}', '}}'),
      good: CREATED,
    },
    documented: [openapi('Request Body Object'), openapi('Response Object')],
  },
  'missing-content-type': {
    why: 'Clients that choose their reader by the content type have none to choose by. Some guess, and some refuse.',
    example: {
      of: 'exchange',
      document: CREATE,
      bad: CREATED.replace('"json":{"label":"Tea"}}}', '"body":"{\\"label\\":\\"Tea\\"}"}}'),
      good: CREATED,
    },
    documented: [rfc(9110, '8.3')],
  },
  'unexpected-body': {
    why: 'A body where none is documented is read by nobody. With 204 or 304 it even breaks the connection: its bytes are taken for the next answer.',
    example: {
      of: 'exchange',
      document: `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    delete:
      responses:
        '204': { description: It is gone. }`,
      bad: '{"request":{"method":"DELETE","url":"/parcels/p-1"},"response":{"status":204,"json":{"label":"Tea"}}}',
      good: '{"request":{"method":"DELETE","url":"/parcels/p-1"},"response":{"status":204}}',
    },
    documented: [rfc(9110, '6.4.1'), openapi('Response Object')],
  },
  'xml-name': {
    why: 'Readers of XML look for the documented element, and find nothing under another name.',
    example: {
      of: 'exchange',
      document: `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: The parcel.
          content:
            application/xml:
              schema: { type: object, xml: { name: parcel }, properties: { label: { type: string } } }`,
      bad: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"headers":{"Content-Type":"application/xml"},"body":"<box><label>Tea</label></box>"}}',
      good: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"headers":{"Content-Type":"application/xml"},"body":"<parcel><label>Tea</label></parcel>"}}',
    },
    documented: [openapi('XML Object')],
  },
  'too-large': {
    why: 'A validator that tries every way through such a schema would take hours for one value. Docproof counts its steps, and accepts nothing that it did not judge.',
    example: {
      of: 'exchange',
      document: DEEP,
      mended: TREE('{ type: object }'),
      bad: '{"request":{"method":"POST","url":"/parcels","json":{}},"response":{"status":204}}',
      good: '{"request":{"method":"POST","url":"/parcels","json":{}},"response":{"status":204}}',
    },
    documented: [openapi('Schema Object')],
  },
  'more-faults': {
    why: 'A list of ten thousand lines hides what matters. The number says how much there is, and the first ones say what it is.',
    example: {
      of: 'exchange',
      document: TREE('{ type: array, items: { type: integer } }'),
      bad: MANY('"x"'),
      good: MANY('1'),
      alongside: ['type'],
    },
    documented: [],
  },
  'unparseable-item': {
    why: 'Readers of a stream stop at an item that they cannot read, or lose it without a word.',
    example: {
      of: 'exchange',
      version: '3.2.0',
      document: LIST('application/jsonl', '{ type: object, properties: { label: { type: string } } }'),
      bad: LISTED('application/jsonl', '{"label":"Tea"}\n{label: Rice}\n'),
      good: LISTED('application/jsonl', '{"label":"Tea"}\n{"label":"Rice"}\n'),
    },
    documented: [openapi('Media Type Object', '3.2.0')],
  },
  'broken-framing': {
    why: 'Text between the items belongs to none of them. Each reader treats it in its own way: it is skipped, or the stream ends there.',
    example: {
      of: 'exchange',
      version: '3.2.0',
      document: LIST('application/json-seq', '{ type: object, properties: { label: { type: string } } }'),
      bad: LISTED('application/json-seq', 'parcels:\n\u001e{"label":"Tea"}\n'),
      good: LISTED('application/json-seq', '\u001e{"label":"Tea"}\n'),
    },
    documented: [rfc(7464, '2'), openapi('Media Type Object', '3.2.0')],
  },
  contentMediaType: {
    means:
      'A text should hold JSON, by the `contentMediaType` of its schema, and cannot be read as JSON. It is judged in the items of streams.',
    why: 'Readers parse the text once more. What cannot be parsed is lost, though the message around it is valid.',
    example: {
      of: 'exchange',
      version: '3.2.0',
      document: LIST(
        'text/event-stream',
        '{ type: object, properties: { data: { contentMediaType: application/json } } }',
      ),
      bad: LISTED('text/event-stream', 'data: {label: Tea}\n\n'),
      good: LISTED('text/event-stream', 'data: {"label":"Tea"}\n\n'),
    },
    documented: [validation('8.4'), openapi('Media Type Object', '3.2.0')],
  },
  'broken-batch': {
    why: 'The ids tie answers to requests. Without them a client takes the answer of one request for that of another.',
    example: {
      of: 'exchange',
      document: BATCH,
      bad: BATCHED(''),
      good: BATCHED('{"id":"1","status":204}'),
    },
    documented: [
      {
        title: 'OData JSON Format 4.01, section 19 (Batch Requests and Responses)',
        url: 'https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_BatchRequestsandResponses',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Entry>>;
