import { type Entry, rfc } from '../entry.js';

const PARCELS = `paths:
  /parcels:
    get:
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200':
          description: A page of parcels.
          content: { application/json: { schema: { type: object, properties: { nextLink: { type: string } } } } }
        '404': { description: There is no such page. }
    post:
      responses:
        '201':
          description: The new parcel.
          headers: { Location: { schema: { type: string } } }
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
  /parcels/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: The parcel.
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
        '404': { description: There is no such parcel. }
    delete:
      responses:
        '204': { description: It is gone. }`;

const lines = (...exchanges: readonly string[]): string => exchanges.join('\n');

const ask = (method: string, url: string, response: string): string =>
  `{"request":{"method":"${method}","url":"${url}"},"response":${response}}`;

const MADE = ask('POST', '/parcels', '{"status":201,"json":{"id":"p-1"}}');
const MADE_THERE = ask('POST', '/parcels', '{"status":201,"headers":{"Location":"/parcels/p-1"},"json":{"id":"p-1"}}');
const READ = ask('GET', '/parcels/p-1', '{"status":200,"json":{"id":"p-1"}}');
const NOT_FOUND = ask('GET', '/parcels/p-1', '{"status":404}');
const GONE = ask('DELETE', '/parcels/p-1', '{"status":204}');
const FIRST = ask('GET', '/parcels', '{"status":200,"json":{"nextLink":"/parcels?page=2"}}');
const SECOND = ask('GET', '/parcels?page=2', '{"status":200,"json":{"nextLink":"/parcels?page=3"}}');
const LAST = ask('GET', '/parcels?page=2', '{"status":200,"json":{}}');

/** Keywords for exchanges that contradict each other. */
export const SEQUENCES = {
  'unreadable-after-create': {
    why: 'Clients read what they have just created. Where it is not found at once, they create it once more.',
    example: { of: 'exchange', document: PARCELS, bad: lines(MADE, NOT_FOUND), good: lines(MADE, READ) },
    documented: [rfc(9110, '9.3.3'), rfc(9110, '15.3.2')],
  },
  'unresolved-location': {
    why: 'The Location of a 201 is the only name of the new thing that HTTP knows. If it leads nowhere, the thing is lost to its creator.',
    example: { of: 'exchange', document: PARCELS, bad: lines(MADE_THERE, NOT_FOUND), good: lines(MADE_THERE, READ) },
    documented: [rfc(9110, '10.2.2'), rfc(9110, '15.3.2')],
  },
  'answers-after-delete': {
    why: 'Who deletes something counts on it being gone: personal data above all.',
    example: { of: 'exchange', document: PARCELS, bad: lines(GONE, READ), good: lines(GONE, NOT_FOUND) },
    documented: [rfc(9110, '9.3.5')],
  },
  'unresolved-next-link': {
    why: 'A client that follows the links loses all pages from there on, or reads one page without end.',
    example: {
      of: 'exchange',
      document: PARCELS,
      bad: lines(FIRST, ask('GET', '/parcels?page=2', '{"status":404}')),
      good: lines(FIRST, LAST),
    },
    documented: [rfc(8288, '3')],
  },
  'unfinished-paging': {
    why: 'The client works with a part of the list and takes it for the whole.',
    example: { of: 'exchange', document: PARCELS, bad: lines(FIRST, SECOND), good: lines(FIRST, LAST) },
    documented: [rfc(8288, '3')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
