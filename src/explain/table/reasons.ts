import { type Entry, openapi, rfc } from '../entry.js';
import { BODIES } from './bodies.js';

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

const SECURED = `paths:
  /parcels:
    get:
      security: [{ token: [] }]
      responses:
        '204': { description: There are none. }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }`;

const omitted = (reason: string) =>
  ({
    of: 'exchange',
    document: READ,
    bad: GOOD.replace(
      '"json":{"label":"Tea"}',
      `"headers":{"Content-Type":"application/json"},"bodyOmitted":${reason}`,
    ),
    good: GOOD,
  }) as const;

const caveat = (reason: string) =>
  ({ of: 'exchange', document: READ, bad: `${GOOD.slice(0, -1)},"caveats":["${reason}"]}`, good: GOOD }) as const;

const PICTURE = (schema: string) =>
  READ.replace('application/json', 'image/png').replace(/schema: \{ type: object.*/, `schema: ${schema}`);

const PICTURED =
  '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":200,"headers":{"Content-Type":"image/png"},"body":{"base64":"AAEC"}}}';

/** Reasons why an exchange is not judged in full. */
export const REASONS = {
  'body-omitted': {
    why: 'Most faults are in bodies. Without them only the status and the header fields are judged. Record with bodies: in the tools of a browser, save the HAR file "with content".',
    example: omitted('true'),
    documented: [],
  },
  'body-elsewhere': {
    why: 'Playwright puts bodies beside the HAR file. Where those files are gone, or the HAR was copied alone, the bodies cannot be judged. Keep the folder together, or record a ZIP file.',
    example: omitted('"body-elsewhere"'),
    documented: [],
  },
  'body-not-logged': {
    why: 'The log of a server has the request line and the status. Paths, methods, parameters and statuses are judged by it, bodies are not.',
    example: omitted('"body-not-logged"'),
    documented: [],
  },
  'headers-omitted': {
    why: 'Without header fields nobody knows the content type or the credentials, so neither is judged.',
    example: caveat('headers-omitted'),
    documented: [],
  },
  'body-cut': {
    why: 'The end of the body is missing. What is there may be right, and the fault in the rest. Raise the limit of the recorder.',
    example: omitted('"body-cut"'),
    documented: [],
  },
  'body-undecodable': {
    why: 'The body has a content coding or a character set that cannot be undone, or its bytes are damaged.',
    example: {
      of: 'exchange',
      document: READ,
      bad: GOOD.replace(
        '"json":{"label":"Tea"}',
        '"headers":{"Content-Type":"application/json; charset=x-strange"},"body":{"base64":"e30="}',
      ),
      good: GOOD,
    },
    documented: [rfc(9110, '8.4')],
  },
  'body-not-judged': {
    why: 'A schema describes values, and nothing says how bytes of this media type become one. Only the media type itself was judged.',
    example: {
      of: 'exchange',
      document: PICTURE('{ type: object, properties: { width: { type: integer } } }'),
      mended: PICTURE('{}'),
      bad: PICTURED,
      good: PICTURED,
    },
    documented: [openapi('Media Type Object')],
  },
  'value-redacted': {
    why: 'A pseudonym replaces a secret, so its length, pattern or value cannot be judged. The rest of the exchange was.',
    example: caveat('value-redacted'),
    documented: [],
  },
  'credentials-stripped': {
    why: 'Whether credentials were sent cannot be seen in a capture from which the recorder removed them. All else was judged.',
    example: {
      of: 'exchange',
      document: SECURED,
      bad: '{"request":{"method":"GET","url":"/parcels"},"response":{"status":204},"caveats":["credentials-stripped"]}',
      good: '{"request":{"method":"GET","url":"/parcels","headers":{"Authorization":"Bearer abc"}},"response":{"status":204}}',
    },
    documented: [],
  },
  'fulfilled-by-test': {
    why: "The answer came from the test (Playwright's route.fulfill), not from the service, and proves nothing about it. --judge-fulfilled judges it all the same.",
    example: caveat('fulfilled-by-test'),
    documented: [],
  },
  'answered-by-proxy': {
    why: 'The proxy refused the exchange or did not reach the service: the answer is not the answer of the service.',
    example: caveat('answered-by-proxy'),
    documented: [],
  },
  aborted: {
    why: 'The client went away, or the connection broke. The half of an answer is not the fault of the service.',
    example: caveat('aborted'),
    documented: [rfc(9112, '8')],
  },
  'not-modified': {
    means: 'The service answered 304: what the client has is still true.',
    why: 'A 304 has no body: the client already has it, from an exchange that may not be in the capture.',
    example: {
      of: 'exchange',
      document: READ,
      bad: '{"request":{"method":"GET","url":"/parcels/p-1"},"response":{"status":304}}',
      good: GOOD,
    },
    documented: [rfc(9110, '15.4.5')],
  },
  'unusable-schema': {
    why: 'A keyword of the schema cannot be used, so a value that breaks it would go unseen. docproof lint says where it is.',
    example: {
      of: 'exchange',
      document: READ.replace('label: { type: string }', 'label: { type: string, minLength: few }'),
      mended: READ.replace('label: { type: string }', 'label: { type: string, minLength: 1 }'),
      bad: GOOD,
      good: GOOD,
    },
    documented: [openapi('Schema Object')],
  },
  'too-large': {
    why: 'Docproof counts the steps of its validator, so that no document can stall it. What would take more is not accepted unseen: the exchange is inconclusive.',
    example: BODIES['too-large'].example,
    documented: [openapi('Schema Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
