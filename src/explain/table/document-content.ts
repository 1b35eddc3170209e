import { documentExample } from '../changed.js';
import { type Entry, openapi, rfc } from '../entry.js';
import { treeOf } from '../tree.js';

const CREATE = `paths:
  /parcels:
    post:
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { state: { type: string, enum: [packed, sent] } } }
            example: { state: packed }
      responses:
        '204': { description: It is made. }`;

const EXAMPLES = `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: The parcel.
          content:
            application/json:
              schema: { type: object, properties: { id: { type: integer } } }
              examples:
                seven: { dataValue: { id: 7 }, serializedValue: '{"id":7}' }`;

const PARTS = `paths:
  /parcels:
    post:
      requestBody:
        content:
          multipart/mixed:
            schema: { type: array, items: { type: string } }
            itemEncoding: { contentType: text/plain }
      responses:
        '204': { description: It is made. }`;

const LIST = `paths:
  /parcels:
    get:
      responses:
        '200':
          description: Parcels, one after the other.
          content:
            application/jsonl:
              itemSchema: { type: object }`;

const FORM = `paths:
  /parcels:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { pages: { type: array, items: { type: string } } } }
            encoding: { pages: { contentType: image/png } }
      responses:
        '204': { description: It is made. }`;

const SWAGGER = `paths:
  /parcels:
    get:
      responses:
        '200':
          description: All parcels.
          headers: { X-Parcels: { type: array, items: { type: string } } }`;

const PLAIN = `paths:
  /parcels:
    summary: All parcels
    get:
      responses:
        '204': { description: There are none. }`;

/** Rules for bodies, examples and fields of documents. */
export const DOCUMENT_CONTENT = {
  'example-schema': {
    why: 'Readers copy the example and send something wrong, and the mock answers with it.',
    example: documentExample(CREATE, [['example: { state: packed }', 'example: { state: 7 }']]),
    documented: [openapi('Media Type Object'), openapi('Example Object')],
  },
  'example-placeholder': {
    why: 'Readers copy the placeholder and send it. A value that is allowed costs the author one word.',
    example: documentExample(CREATE, [['example: { state: packed }', 'example: { state: String }']]),
    documented: [openapi('Example Object')],
  },
  'example-fields': {
    why: 'Nobody can tell which of the two is the example, and tools show different ones.',
    example: documentExample(EXAMPLES, [['serializedValue: \'{"id":7}\'', 'value: { id: 8 }']], { version: '3.2.0' }),
    documented: [openapi('Example Object', '3.2.0')],
  },
  'example-text': {
    why: 'The two show the same example in two forms. Where they differ, readers believe the wrong one.',
    example: documentExample(EXAMPLES, [['\'{"id":7}\'', '\'{"id":8}\'']], { version: '3.2.0' }),
    documented: [openapi('Example Object', '3.2.0')],
  },
  'missing-example': {
    why: 'The mock cannot send the example, and makes up another answer in its place.',
    example: documentExample(CREATE, [
      [
        '            example: { state: packed }',
        '            examples: { one: { externalValue: examples/parcel.json } }',
      ],
    ]),
    documented: [openapi('Example Object')],
  },
  'unjudged-example': {
    why: 'Whether the example is right would take too many steps to find out. So it may be wrong, and nothing says it.',
    example: {
      of: 'document',
      good: `${CREATE}\ncomponents:\n  schemas:\n    level0: { type: object, example: {} }`,
      bad: `${CREATE}\ncomponents:\n  schemas:\n${treeOf(26, 'example: {}, ')}`,
      alongside: ['oversized-schema'],
    },
    documented: [],
  },
  'malformed-media-type': {
    why: 'No message has such a content type, so what is documented there never counts.',
    example: documentExample(CREATE, [['application/json:', 'json:']]),
    documented: [rfc(9110, '8.3.1'), openapi('Media Type Object')],
  },
  'missing-field': {
    why: 'Other tools refuse the document, and readers look for what is not there.',
    example: documentExample(CREATE, [['{ description: It is made. }', '{}']]),
    documented: [openapi('Response Object')],
  },
  'unknown-field': {
    why: 'The field has no effect. Its author believes that it has.',
    example: documentExample(CREATE, [['{ description: It is made. }', '{ description: It is made., schema: {} }']]),
    documented: [openapi('Specification Extensions')],
  },
  'unsupported-field': {
    why: 'Docproof does not follow the field yet: what it says is neither judged nor mocked. It is said, so that nobody counts on it.',
    example: documentExample(FORM, [['{ contentType: image/png }', '{ itemEncoding: { contentType: image/png } }']], {
      version: '3.2.0',
    }),
    documented: [openapi('Encoding Object', '3.2.0')],
  },
  'undivided-items': {
    why: 'Nobody can tell where one item ends and the next begins, so none of them is judged.',
    example: documentExample(LIST, [['application/jsonl', 'application/json']], { version: '3.2.0' }),
    documented: [openapi('Media Type Object', '3.2.0')],
  },
  'part-encoding': {
    why: 'Nothing says to which parts it belongs, so the parts are neither written nor judged by it.',
    example: documentExample(PARTS, [['{ type: array, items: { type: string } }', '{ type: object }']], {
      version: '3.2.0',
    }),
    documented: [openapi('Encoding Object', '3.2.0')],
  },
  'wrong-kind': {
    why: 'What is written there is not read, so it has no effect.',
    example: documentExample(PLAIN, [['summary: All parcels', 'summary: [All parcels]']]),
    documented: [openapi('Data Types')],
  },
  'not-text': {
    why: 'YAML reads 1.10 as the number 1.1, and `no` as false: what readers see is not what was written. Put it in quotes.',
    example: documentExample(PLAIN, [['summary: All parcels', 'summary: 1.10']]),
    documented: [
      openapi('Format'),
      { title: 'YAML 1.2.2, section 10.3 (Core Schema)', url: 'https://yaml.org/spec/1.2.2/#103-core-schema' },
    ],
  },
  'unusable-extension': {
    why: 'The mock does not follow the extension, and answers as if it were not there.',
    example: documentExample(
      LIST.replace('application/jsonl:', 'application/jsonl:\n              x-docproof-pace: 200'),
      [['x-docproof-pace: 200', 'x-docproof-pace: fast']],
      { version: '3.2.0' },
    ),
    documented: [openapi('Specification Extensions')],
  },
  'lost-in-conversion': {
    why: 'Docproof reads Swagger 2.0 by converting it to OpenAPI 3. What OpenAPI 3 cannot say is not judged.',
    example: documentExample(
      SWAGGER,
      [['items: { type: string } }', 'items: { type: string }, collectionFormat: pipes }']],
      { version: '2.0' },
    ),
    documented: [{ title: 'Swagger 2.0, Header Object', url: 'https://spec.openapis.org/oas/v2.0.html#header-object' }],
  },
  'duplicate-key': {
    why: 'JSON readers keep the last of the two without a word. What the first one says is lost.',
    example: {
      of: 'document',
      as: 'json',
      good: '"paths": { "/parcels": { "get": { "responses": { "204": { "description": "None." } } } } }',
      bad: '"paths": { "/parcels": { "get": { "responses": { "204": { "description": "None.", "description": "No parcels." } } } } }',
    },
    documented: [rfc(8259, '4')],
  },
  'version-number': {
    why: 'YAML reads 3.1 as a number, and 3.10 would be the same number. OpenAPI wants a text of three parts.',
    example: {
      of: 'document',
      good: `openapi: 3.1.1\n${PLAIN}`,
      bad: `openapi: 3.1\n${PLAIN}`,
    },
    documented: [openapi('OpenAPI Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
