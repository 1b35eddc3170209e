import { type Entry, EVOLVABLE, openapi, rfc } from '../entry.js';

const READ = `paths:
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: The parcel.
          content:
            application/json:
              schema: { type: object, properties: { label: { type: string } } }`;

const GOOD = '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"json":{"label":"Tea"}}}';

/** Keywords for what the document does not describe. */
export const UNDOCUMENTED = {
  'undocumented-path': {
    why: 'Nobody can use, test or mock what is not in the document. Often it is a new path, or an old client that calls one that is gone.',
    example: {
      of: 'exchange',
      document: READ,
      bad: GOOD.replace('/parcels/', '/crates/'),
      good: GOOD,
    },
    documented: [openapi('Paths Object')],
  },
  'undocumented-method': {
    why: 'Clients learn from the document what they may do. A method that works and is not documented has no rules: neither for its body nor for its rights.',
    example: {
      of: 'exchange',
      document: READ,
      bad: '{"request":{"method":"DELETE","url":"/parcels/p-1"},"response":{"status":204}}',
      good: GOOD,
    },
    documented: [openapi('Path Item Object'), rfc(9110, '9')],
  },
  'undocumented-status': {
    why: 'Clients decide by the status what to do. One that they do not know ends in general error handling, or in none.',
    example: {
      of: 'exchange',
      document: READ,
      bad: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":404}}',
      good: GOOD,
    },
    documented: [openapi('Responses Object'), rfc(9110, '15')],
  },
  'undocumented-media-type': {
    why: 'The reader of the documented type cannot read another one: a page of HTML in the place of JSON is the usual case.',
    example: {
      of: 'exchange',
      document: READ,
      bad: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"headers":{"Content-Type":"text/html"},"body":"<p>Tea</p>"}}',
      good: GOOD,
    },
    documented: [openapi('Media Type Object'), rfc(9110, '8.3')],
  },
  'undocumented-property': {
    why: 'Clients come to rely on a member that nobody promised, and it may go at any time. Or it is a misspelt name, and what was meant is missing.',
    example: {
      of: 'exchange',
      document: READ,
      bad: GOOD.replace('"label":"Tea"', '"label":"Tea","colour":"red"'),
      good: GOOD,
    },
    documented: [openapi('Schema Object')],
  },
  'undocumented-header': {
    why: 'A header field that only the code knows is part of the contract all the same: clients use it, and proxies drop it.',
    example: {
      of: 'exchange',
      document: READ,
      flag: ['--undocumented-headers', 'warn'],
      bad: GOOD.replace('"json"', '"headers":{"X-Colour":"red"},"json"'),
      good: GOOD,
    },
    documented: [openapi('Header Object'), rfc(9110, '6.3')],
  },
  'undocumented-parameter': {
    why: 'A service ignores parameters that it does not know. The client believes that it filtered, and gets everything.',
    example: {
      of: 'exchange',
      document: READ,
      bad: GOOD.replace('p-1', 'p-1?fields=label'),
      good: GOOD,
    },
    documented: [openapi('Parameter Object')],
  },
  'undocumented-enum-member': {
    why: 'The client asked for members that it may not know, so it can live with them. The documentation still has to say what they mean.',
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
            application/json:
              schema:
                type: object
                properties:
                  state: { type: string, enum: [packed, sent, unknownFutureValue] }`,
      bad: '{"request":{"method":"GET","url":"/parcels/p-1","headers":{"Prefer":"include-unknown-enum-members"}},"response":{"status":200,"json":{"state":"lost"}}}',
      good: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"json":{"state":"sent"}}}',
    },
    documented: [EVOLVABLE],
  },
} as const satisfies Readonly<Record<string, Entry>>;
