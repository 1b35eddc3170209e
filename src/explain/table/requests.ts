import { type Entry, openapi, rfc, validation } from '../entry.js';

const SECURED = `paths:
  /parcels:
    get:
      security: [{ token: [] }]
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer } }
      responses:
        '204': { description: There are none. }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }`;

const SENT =
  '{"request":{"method":"GET","url":"/parcels?limit=5","headers":{"Authorization":"Bearer abc"}},"response":{"status":204}}';

const WRITTEN = `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    put:
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/parcel' }
      responses:
        '200':
          description: The parcel.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/parcel' }
components:
  schemas:
    parcel:
      type: object
      properties:
        id: { type: string, readOnly: true }
        label: { type: string }
        secret: { type: string, writeOnly: true }`;

const PUT =
  '{"request":{"method":"PUT","url":"/parcels/p-1","json":{"label":"Tea"}},"response":{"status":200,"json":{"id":"p-1","label":"Tea"}}}';

const STATE = (version: string, schema: string, example = '') => ({
  of: 'exchange' as const,
  version,
  document: `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: The parcel.
          content:
            application/json:
              schema: { type: object, properties: { state: ${schema} } }${example}`,
});

const STATED = (state: string) =>
  `{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"json":{"state":${state}}}}`;

/** Keywords for credentials and parameters, and for what the document only tolerates. */
export const REQUESTS = {
  'missing-credentials': {
    why: 'Either the service answers anybody, though the document says that it does not; or the client works by luck.',
    example: {
      of: 'exchange',
      document: SECURED,
      flag: ['--credentials', 'error'],
      bad: SENT.replace(',"headers":{"Authorization":"Bearer abc"}', ''),
      good: SENT,
    },
    documented: [openapi('Security Requirement Object'), rfc(9110, '11.6.2')],
  },
  'missing-parameter': {
    why: 'A service that follows its document refuses the request. One that does not has a default that nobody documented.',
    example: { of: 'exchange', document: SECURED, bad: SENT.replace('?limit=5', ''), good: SENT },
    documented: [openapi('Parameter Object')],
  },
  readOnly: {
    why: 'The service ignores the member, or refuses the request. The client believes that it has set it.',
    example: {
      of: 'exchange',
      document: WRITTEN,
      bad: PUT.replace('"json":{"label"', '"json":{"id":"p-2","label"'),
      good: PUT,
    },
    documented: [validation('9.4'), openapi('Schema Object')],
  },
  writeOnly: {
    why: 'What belongs in requests only, such as a password, is seen by everybody who reads the response, and is in logs.',
    example: {
      of: 'exchange',
      document: WRITTEN,
      bad: PUT.replace('"id":"p-1","label"', '"id":"p-1","secret":"x","label"'),
      good: PUT,
    },
    documented: [validation('9.4'), openapi('Schema Object')],
  },
  deprecated: {
    why: 'What is deprecated goes one day. Who still uses it is the list of those to be told before.',
    example: {
      of: 'exchange',
      document: `paths:
  /parcels:
    get:
      parameters:
        - { name: top, in: query, deprecated: true, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '204': { description: There are none. }`,
      bad: '{"request":{"method":"GET","url":"/parcels?top=5"},"response":{"status":204}}',
      good: '{"request":{"method":"GET","url":"/parcels?limit=5"},"response":{"status":204}}',
    },
    documented: [validation('9.3'), openapi('Parameter Object')],
  },
  'tolerated-null': {
    why: 'Other tools read the document by the letter, refuse the null, and generate types without it.',
    example: {
      ...STATE('3.0.4', '{ type: string, nullable: true, enum: [packed, sent] }'),
      bad: STATED('null'),
      good: STATED('"sent"'),
    },
    documented: [openapi('Schema Object', '3.0.4')],
  },
  placeholder: {
    why: 'Who copies the documented example sends something that the documentation forbids. The example has to be mended, not the client.',
    example: {
      ...STATE('3.1.1', '{ type: string, enum: [packed, sent] }', '\n              example: { state: String }'),
      bad: STATED('"String"'),
      good: STATED('"sent"'),
    },
    documented: [openapi('Example Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
