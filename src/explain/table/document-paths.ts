import { documentExample } from '../changed.js';
import { type Entry, openapi, rfc } from '../entry.js';

const READ = `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      operationId: readParcel
      responses:
        '200':
          description: The parcel.
          content:
            application/json:
              schema: { type: object, properties: { label: { type: string } } }
    delete:
      operationId: deleteParcel
      responses:
        '204': { description: It is gone. }`;

const SECURED = `security: [{ token: [] }]
paths:
  /parcels:
    get:
      responses:
        '204': { description: There are none. }
components:
  securitySchemes:
    token: { type: apiKey, name: X-Key, in: header }`;

const SERVED = `servers:
  - url: https://{region}.parcels.example
    variables: { region: { default: eu, enum: [eu, us] } }
paths:
  /parcels:
    get:
      responses:
        '204': { description: There are none. }`;

const SEARCH = `paths:
  /parcels:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '204': { description: There are none. }`;

const WHOLE_QUERY = `paths:
  /parcels:
    get:
      parameters:
        - name: search
          in: querystring
          content: { application/x-www-form-urlencoded: { schema: { type: object } } }
      responses:
        '204': { description: There are none. }`;

/** Rules for paths, operations, parameters, servers and security of documents. */
export const DOCUMENT_PATHS = {
  'ambiguous-path': {
    why: 'A request fits both, so tools choose one of them, and not all the same one.',
    example: documentExample(`${READ}\n  /boxes: { get: { responses: { '204': { description: There are none. } } } }`, [
      [
        '/boxes: {',
        '/parcels/{name}: { parameters: [{ name: name, in: path, required: true, schema: { type: string } }],',
      ],
    ]),
    documented: [openapi('Paths Object')],
  },
  'overlapping-path': {
    why: 'OpenAPI does not say which of the two a request means. Docproof takes the one that is more concrete from the left; other tools may not.',
    example: documentExample(
      `${READ}
  /{kind}/lost/list:
    parameters:
      - { name: kind, in: path, required: true, schema: { type: string } }
    get: { responses: { '204': { description: There are none. } } }`,
      [['/lost/list:', '/lost:']],
    ),
    documented: [openapi('Paths Object')],
  },
  'malformed-path': {
    why: 'No request can ever match such a path, so its operations are neither served nor judged.',
    example: documentExample(SEARCH, [['/parcels:', '/parcels/}:']]),
    documented: [openapi('Paths Object')],
  },
  'path-with-query': {
    why: 'Tools disagree: some match the query, some drop it, some never match. Describe query parameters instead.',
    example: documentExample(SEARCH, [['/parcels:', '/parcels?state=lost:']]),
    documented: [openapi('Paths Object'), rfc(3986, '3.3')],
  },
  'path-without-slash': {
    why: 'The path is put behind the URL of a server: without the slash, the two make another word.',
    example: documentExample(SEARCH, [['/parcels:', 'parcels:']]),
    documented: [openapi('Paths Object')],
  },
  'body-not-allowed': {
    why: 'Clients do not send such a body, and servers and proxies drop it or refuse the request.',
    example: documentExample(READ, [
      ["'204': { description: It is gone. }", "'204': { description: It is gone., content: { application/json: {} } }"],
    ]),
    documented: [rfc(9110, '6.4.1'), rfc(9110, '9.3.1'), openapi('Operation Object')],
  },
  'duplicate-operation-id': {
    why: 'Generators name methods after it: of two with the same name, one is lost or renamed.',
    example: documentExample(READ, [['deleteParcel', 'readParcel']]),
    documented: [openapi('Operation Object')],
  },
  'no-responses': {
    why: 'A contract without an answer promises nothing. The mock has nothing to say, and every answer of the service is undocumented.',
    example: documentExample(READ, [
      ["      responses:\n        '204': { description: It is gone. }", '      responses: {}'],
    ]),
    documented: [openapi('Responses Object')],
  },
  'unknown-status': {
    why: 'No answer has such a status, so what is documented there never counts.',
    example: documentExample(READ, [["'204'", "'2O4'"]]),
    documented: [openapi('Responses Object')],
  },
  'unreceived-method': {
    why: 'Methods are case-sensitive. The parser of Node refuses this one before the mock or the proxy can see it.',
    example: documentExample(
      `paths:
  /parcels:
    additionalOperations:
      PURGE: { responses: { '204': { description: It is empty. } } }`,
      [['PURGE', 'Purge']],
      { version: '3.2.0' },
    ),
    documented: [openapi('Path Item Object', '3.2.0'), rfc(9110, '9.1')],
  },
  'unusable-operation': {
    why: 'The operation is left out: it is never served, and requests to it are undocumented.',
    example: documentExample(
      `paths:
  /parcels:
    additionalOperations:
      LINK: { responses: { '204': { description: Done. } } }`,
      [['LINK', 'POST']],
      { version: '3.2.0' },
    ),
    documented: [openapi('Path Item Object', '3.2.0')],
  },
  'duplicate-parameter': {
    why: 'Only the first of the two is judged. The rules of the second are there to be read, and have no effect.',
    example: documentExample(SEARCH, [
      ['      parameters:\n', '      parameters:\n        - { name: limit, in: query, schema: { type: string } }\n'],
    ]),
    documented: [openapi('Operation Object')],
  },
  'optional-path-parameter': {
    why: 'A path without one of its parts is another path, so OpenAPI demands `required: true`. Many tools refuse the document.',
    example: documentExample(READ, [['in: path, required: true,', 'in: path,']]),
    documented: [openapi('Parameter Object')],
  },
  'strange-path-parameter': {
    why: 'The path has no such variable, so every request lacks a parameter that is required. Often the two are spelt differently.',
    example: documentExample(READ, [
      [
        '    parameters:\n',
        '    parameters:\n      - { name: parcelId, in: path, required: true, schema: { type: string } }\n',
      ],
    ]),
    documented: [openapi('Parameter Object')],
  },
  'undescribed-variable': {
    why: 'Any text is taken for the variable, so a wrong one is found by the service at best.',
    example: documentExample(READ, [
      ['    parameters:\n      - { name: id, in: path, required: true, schema: { type: string } }\n', ''],
    ]),
    documented: [openapi('Parameter Object')],
  },
  'unusable-parameter': {
    why: 'The parameter is left out: it is never judged, and requests that carry it are reported as undocumented.',
    example: documentExample(SEARCH, [['in: query', 'in: querry']]),
    documented: [openapi('Parameter Object')],
  },
  'querystring-parameter': {
    why: 'The whole query string is one value. Beside other query parameters, nobody can say which part belongs to which.',
    example: documentExample(
      WHOLE_QUERY,
      [
        [
          '          content: { application/x-www-form-urlencoded: { schema: { type: object } } }',
          '          schema: { type: object }',
        ],
      ],
      { version: '3.2.0' },
    ),
    documented: [openapi('Parameter Object', '3.2.0')],
  },
  'wrong-style': {
    why: 'The style says how a list or an object is written. One that does not exist there is read in a different way by each tool.',
    example: documentExample(SEARCH, [['in: query,', 'in: query, style: simple,']]),
    documented: [openapi('Style Values')],
  },
  'server-variable': {
    why: 'Nobody can complete the URL of the server, so requests to it are out of scope.',
    example: documentExample(SERVED, [['default: eu', 'default: de']]),
    documented: [openapi('Server Variable Object')],
  },
  'undefined-security-scheme': {
    why: 'No credentials can meet the requirement: the mock refuses all requests, or tools take the operation for open.',
    example: documentExample(SECURED, [['[{ token: [] }]', '[{ tokn: [] }]']]),
    documented: [openapi('Security Requirement Object')],
  },
  'unusable-security-scheme': {
    why: 'Nobody can tell where the key is sent, so no request can carry it.',
    example: documentExample(SECURED, [['in: header', 'in: headr']]),
    documented: [openapi('Security Scheme Object')],
  },
  'tag-parent': {
    why: 'Documentation nests operations under their tags. A circle, or a parent that is not there, hides them.',
    example: documentExample(
      `tags:
  - { name: parcels }
  - { name: boxes, parent: parcels }
${SEARCH}`,
      [['parent: parcels', 'parent: parcles']],
      { version: '3.2.0' },
    ),
    documented: [openapi('Tag Object', '3.2.0')],
  },
  'unsendable-header': {
    why: 'HTTP or its clients refuse the field, so an answer with it would not arrive at all. The mock leaves it out.',
    example: documentExample(
      `paths:
  /parcels:
    get:
      responses:
        '204':
          description: There are none.
          headers: { Parcel-Count: { schema: { type: integer } } }`,
      [['Parcel-Count', "'Parcel Count'"]],
    ),
    documented: [rfc(9110, '5.1'), openapi('Header Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
