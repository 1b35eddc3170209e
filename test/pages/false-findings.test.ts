import { describe, expect, test } from 'vitest';
import { at } from '../../src/model/index.js';
import { compilePages } from '../../src/pages/index.js';
import { documentMessagesFor, messagesFor, planted } from './planting.js';
import type { Edit } from './rule-cases.js';
import { CLEAN_PAGE, CLEAN_TYPE } from './template.js';

/** The clean page with other requests, which its example does not send. */
function requesting(...requests: readonly string[]): string {
  const declared = CLEAN_PAGE.replace('POST /shipments/{shipment-id}/parcels', requests.join('\n'));
  return declared.slice(0, declared.indexOf('## Examples'));
}

describe('paths that overlap', () => {
  const overlaps = (...requests: readonly string[]): string[] =>
    documentMessagesFor('overlapping-path', { 'api/parcel-post.md': requesting(...requests) });

  test.each([
    [["GET /depots('{id}')/people", 'GET /shares/{id}']],
    [['GET /depots/{id}/report(day={day})', 'GET /{kind}/7/count(day={day})']],
    [['GET /depots/{name}.csv', 'GET /{kind}/all.json']],
    [['GET /depots/near(place={place})/boats', 'GET /depots/{id}/boats']],
  ])('A segment that is only partly a variable fits no other word: %s', (requests) => {
    expect(overlaps(...requests)).toEqual([]);
  });

  test.each([
    [['GET /depots/{id}', 'GET /{kind}/lost']],
    [['GET /depots/{name}.csv', 'GET /{kind}/all.csv']],
    [['GET /depots/boat-{id}', 'GET /depots/{name}-log']],
  ])('Two paths that one URL fits are found: %s', (requests) => {
    expect(overlaps(...requests)).toHaveLength(1);
  });
});

interface Edits {
  readonly page?: readonly Edit[];
  readonly type?: readonly Edit[];
  readonly more?: Readonly<Record<string, string>>;
}

/** The rule, what is right, pages that are right, pages that are wrong in that way. */
type Case = readonly [rule: string, what: string, right: Edits, wrong: Edits];

const GRAMS = '|grams|Int32|Its weight in grams.|';
const RESPONSE = 'HTTP/1.1 201 Created\nContent-Type: application/json\n\n';
const FENCE = '```';

/** A type that annotations name beside parcel. */
const CRATE = CLEAN_TYPE.replaceAll('parcel', 'crate').replaceAll(
  GRAMS,
  `${GRAMS}\n|planks|Int32|How many planks it has.|`,
);
const ANNOTATED_CRATE: Edit = ['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.crate"'];
const UNTYPED: Edit = ['  "@odata.type": "#harbour.shipping.parcel",\n  "id"', '  "id"'];
const PLANKS: Edit = ['  "id": "p-1",', '  "id": "p-1",\n  "planks": 7,'];

const DOWNLOAD = `
### Response
${FENCE}http
HTTP/1.1 302 Found
Location: https://files.example/p-1
${FENCE}

### Request
${FENCE}http
GET https://files.example/p-1
${FENCE}

### Response
${FENCE}http
HTTP/1.1 200 OK
Content-Type: text/plain

Tea
${FENCE}
`;

const ACTION = CLEAN_PAGE.replaceAll('/parcels', '/weigh').replace(
  'supply a JSON representation of the [parcel](../resources/parcel.md) object',
  'supply a JSON representation of the parameters',
);
const OTHER_ACTION = ACTION.replaceAll('/weigh', '/count').replaceAll(GRAMS, '|grams|String|A text.|');

const CASES: readonly Case[] = [
  [
    'undocumented-property',
    'a property of the type that the annotation names, where the text names another',
    { page: [ANNOTATED_CRATE, UNTYPED, PLANKS], more: { 'resources/crate.md': CRATE } },
    { page: [UNTYPED, PLANKS], more: { 'resources/crate.md': CRATE } },
  ],
  [
    'no-permission',
    'a permission that begins with a small letter, and one before a full stop',
    {
      page: [
        ['Parcel.Write, Parcel.Write.All', 'eParcel.Write.All'],
        ['Application|Parcel.Write.All', 'Application|Not supported.'],
      ],
    },
    {
      page: [
        ['Parcel.Write, Parcel.Write.All', 'e.g. the usual ones'],
        ['Application|Parcel.Write.All', 'Application|TBD'],
      ],
    },
  ],
  [
    'no-permission',
    'a permission with a full stop behind it',
    {
      page: [
        ['Parcel.Write, Parcel.Write.All', 'Parcel.Write.'],
        ['Application|Parcel.Write.All', 'Application|Not available.'],
      ],
    },
    {
      page: [
        ['Parcel.Write, Parcel.Write.All', 'Write.'],
        ['Application|Parcel.Write.All', 'Application|Write.'],
      ],
    },
  ],
  [
    'value-type',
    'a text of an enumeration that is linked as a section of the page of its object',
    { type: [['|state|parcelState|', '|state|[parcelState](parcel.md#parcelstate-values)|']] },
    {
      type: [['|label|String|', '|label|[parcel](parcel.md)|']],
      page: [['|label|String|', '|label|[parcel](../resources/parcel.md)|']],
    },
  ],
  [
    'value-type',
    'any value where the JSON of the type shows a number as a sample',
    {
      type: [['  "grams": "Int32",', '  "grams": "Int32",\n  "price": 12,']],
      page: [['  "id": "p-1",', '  "id": "p-1",\n  "price": "12.50",']],
    },
    {
      type: [['  "grams": "Int32",', '  "grams": "Int32",\n  "price": 1024,']],
      page: [['  "id": "p-1",', '  "id": "p-1",\n  "price": "12.50",']],
    },
  ],
  [
    'status-differs',
    'the status of a download after a 302',
    {
      page: [
        ['returns a `201 Created`', 'returns a `302 Found`'],
        [CLEAN_PAGE.slice(CLEAN_PAGE.indexOf('\n### Response')), DOWNLOAD],
      ],
    },
    { page: [['returns a `201 Created`', 'returns a `302 Found`']] },
  ],
  [
    'no-request',
    'a request without a slash at its start',
    { page: [['POST /shipments/{shipment-id}/parcels', 'POST shipments/{shipment-id}/parcels']] },
    { page: [['POST /shipments/{shipment-id}/parcels', '']] },
  ],
  [
    'unreadable-request',
    'a request without a slash at its start',
    { page: [['POST /shipments/{shipment-id}/parcels', 'POST shipments/{shipment-id}/parcels']] },
    {
      page: [
        [
          'POST /shipments/{shipment-id}/parcels',
          'POST /shipments/{shipment-id}/parcels\nor POST the same to /parcels',
        ],
      ],
    },
  ],
  [
    'no-leading-slash',
    'an absolute URL',
    {
      page: [
        [
          'POST /shipments/{shipment-id}/parcels',
          'POST https://api.harbour.example/v1.0/shipments/{shipment-id}/parcels',
        ],
      ],
    },
    { page: [['POST /shipments/{shipment-id}/parcels', 'POST shipments/{shipment-id}/parcels']] },
  ],
  [
    'unreadable-request',
    'the JSON and the program of an example below a later heading "HTTP request"',
    {
      page: [
        [
          '### Request\n',
          `### HTTP request\n${FENCE}json\n{ "label": "Tea" }\n${FENCE}\n${FENCE}\nvar parcel = new Parcel();\n${FENCE}\n\n### Request\n`,
        ],
      ],
    },
    {
      page: [
        ['POST /shipments/{shipment-id}/parcels', 'POST /shipments/{shipment-id}/parcels\nvar parcel = new Parcel();'],
      ],
    },
  ],
  [
    'types-differ',
    'parameters of the same name of unrelated actions',
    { more: { 'api/parcel-weigh.md': ACTION, 'api/parcel-count.md': OTHER_ACTION } },
    { page: [[GRAMS, '|grams|String|A text.|']] },
  ],
  [
    'members-differ',
    'values of parameters of the same name of unrelated actions',
    {
      more: {
        'api/parcel-weigh.md': ACTION,
        'api/parcel-count.md': ACTION.replaceAll('/weigh', '/count').replaceAll('`packed`, `sent`', '`sent`'),
      },
    },
    { page: [['`packed`, `sent`, `lost`', '`sent`, `lost`']] },
  ],
  [
    'duplicate-row',
    'two tables under separate headings',
    {
      type: [
        [
          '\n## JSON',
          '\n### parcelStamp properties\n|Property|Type|Description|\n|:---|:---|:---|\n|label|Boolean|Whether it has one.|\n\n## JSON',
        ],
      ],
    },
    { type: [[GRAMS, `${GRAMS}\n${GRAMS}`]] },
  ],
  [
    'types-differ',
    'two tables under separate headings',
    {
      page: [
        [
          '\n## Response',
          '\n### Stamp\n|Property|Type|Description|\n|:---|:---|:---|\n|label|Boolean|Whether it has one.|\n\n## Response',
        ],
      ],
    },
    { page: [['|label|String|What', '|label|Boolean|What']] },
  ],
  [
    'required-not-sent',
    'a property that is required under a condition',
    { page: [[GRAMS, `${GRAMS}\n|price|Int32|Its price. Required, if it is insured.|`]] },
    { page: [[GRAMS, `${GRAMS}\n|price|Int32|Its price. Required. For what it is worth.|`]] },
  ],
  [
    'deprecation-unsaid',
    'an included text about a neighbour',
    { type: [['A parcel of a shipment.\n\n##', '[!INCLUDE [x](../includes/parcelpost-deprecate.md)]\n\n##']] },
    { type: [['A parcel of a shipment.\n\n##', '[!INCLUDE [x](../includes/parcel-deprecate.md)]\n\n##']] },
  ],
  [
    'not-utc',
    'a time in the zone that the request asks for',
    {
      page: [
        [
          'Authorization: Bearer {token}\n',
          'Authorization: Bearer {token}\nPrefer: outlook.timezone="Central European Time"\n',
        ],
        [':30:00Z"\n}\n```\n\n### Response', ':30:00Z"\n}\n```\n\n### Response'],
        [
          '"p-1",\n  "label": "Tea",\n  "grams": 250,\n  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"',
          '"p-1",\n  "packedDateTime": "2026-03-01T08:30:00+01:00"',
        ],
      ],
      type: [['When it was packed.', 'When it was packed, always in UTC time.']],
    },
    {
      page: [['2026-03-01T08:30:00Z', '2026-03-01T08:30:00+01:00']],
      type: [['When it was packed.', 'When it was packed, always in UTC time.']],
    },
  ],
  [
    'duplicate-row',
    'two preferences in the table of headers',
    {
      page: [
        ['|Content-Type|', '|Prefer|outlook.timezone. Optional.|\n|Prefer|return=minimal. Optional.|\n|Content-Type|'],
      ],
    },
    { page: [['|Content-Type|', '|If-Match|An ETag.|\n|If-Match|An ETag.|\n|Content-Type|']] },
  ],
  [
    'no-empty-line',
    'a header field that is folded over two lines',
    { page: [[RESPONSE, 'HTTP/1.1 201 Created\nContent-Type: application/json;\n  charset=utf-8\n\n']] },
    { page: [[RESPONSE, 'HTTP/1.1 201 Created\nContent-Type: application/json;\n{\n  "id": "7"\n}\n']] },
  ],
  [
    'early-empty-line',
    'a mail as a body, which has a header of its own',
    {
      page: [
        [
          CLEAN_PAGE.slice(CLEAN_PAGE.indexOf(RESPONSE), -1),
          `HTTP/1.1 201 Created\n\nReceived: from a\n by b;\nMIME-Version: 1.0\n\nTea\n${FENCE}`,
        ],
      ],
    },
    { page: [[RESPONSE, `HTTP/1.1 201 Created\n\nContent-Type: application/json\n\n`]] },
  ],
  [
    'version-differs',
    'a segment behind the version',
    {
      page: [['v1.0/shipments/17/parcels', 'v1.0/me/shipments/17/parcels']],
      more: { 'api/parcel-list.md': CLEAN_PAGE.replaceAll('/parcels', '/lists') },
    },
    {
      page: [['v1.0/shipments/17/parcels', 'beta/me/shipments/17/parcels']],
      more: {
        'api/parcel-list.md': CLEAN_PAGE.replaceAll('/parcels', '/lists'),
        'api/parcel-get.md': CLEAN_PAGE.replaceAll('/parcels', '/gets'),
      },
    },
  ],
  [
    'open-fence',
    'a fence inside a comment',
    { page: [['## Response\n', `<!--\n${FENCE}http\nGET /old\n\n-->\n\n## Response\n`]] },
    { page: [['## Response\n', `${FENCE}http\nGET /old\n\n## Response\n`]] },
  ],
  [
    'unknown-type',
    'a type whose values a sentence lists',
    { type: [[GRAMS, '|grams|weight|Its weight. Values: light, heavy.|']] },
    { type: [[GRAMS, '|grams|weight|Its weight.|']] },
  ],
  [
    'placeholder-value',
    'a word of the list in another case',
    {
      page: [
        ['"state": "packed"', '"state": "Text"'],
        ['`packed`, `sent`', '`text`, `sent`'],
      ],
    },
    { page: [['"state": "packed"', '"state": "String"']] },
  ],
  [
    'undeclared-request',
    'a request that is declared with an id of 32 digits',
    { page: [['POST /shipments/{shipment-id}/parcels', 'POST /shipments/2192ca408ea2410eba3bec8ae873be6b/parcels']] },
    { page: [['POST /shipments/{shipment-id}/parcels', 'POST /shipments/2192/parcels']] },
  ],
  [
    'answer-differs',
    'a value that the answer spells in another way',
    { page: [['"p-1",\n  "label": "Tea"', '"p-1",\n  "label": "TEA (green)"']] },
    { page: [['"p-1",\n  "label": "Tea",\n  "grams": 250', '"p-1",\n  "label": "Tea",\n  "grams": 300']] },
  ],
  [
    'answer-differs',
    'a placeholder in the answer',
    { page: [['"p-1",\n  "label": "Tea"', '"p-1",\n  "label": "String"']] },
    { page: [['"p-1",\n  "label": "Tea"', '"p-1",\n  "label": "Rice"']] },
  ],
  [
    'location-differs',
    'a Location that names the id of the body in brackets, or no id at all',
    {
      page: [
        ['HTTP/1.1 201 Created\n', "HTTP/1.1 201 Created\nLocation: https://api.harbour.example/v1.0/parcels('p-1')\n"],
      ],
      more: { 'api/return-post.md': CLEAN_PAGE.replace('201 Created\n', '201 Created\nLocation: /parcels/{id}\n') },
    },
    {
      page: [
        ['HTTP/1.1 201 Created\n', "HTTP/1.1 201 Created\nLocation: https://api.harbour.example/v1.0/parcels('p-2')\n"],
      ],
    },
  ],
  [
    'sent-not-in-table',
    'a property of the type that the body represents',
    { page: [[`${GRAMS}\n`, '']] },
    {
      page: [
        ['supply a JSON representation of the [parcel](../resources/parcel.md) object', 'supply these parameters'],
        [`${GRAMS}\n`, ''],
      ],
    },
  ],
  [
    'value-outside-prose',
    'a value where the sentence allows more than it lists',
    { page: [['What is printed on the parcel. Required.', 'It can be "Coffee", "Rice" or any other name.']] },
    { page: [['What is printed on the parcel. Required.', 'Possible values are Coffee, Rice and Salt.']] },
  ],
  [
    'value-outside-prose',
    'a value that the sentence lists in another case',
    { page: [['What is printed on the parcel. Required.', 'It must be either `TEA` or `RICE`.']] },
    { page: [['What is printed on the parcel. Required.', 'It must be either `COFFEE` or `RICE`.']] },
  ],
  [
    'version-in-body',
    'a URL of another host, and one of the version that the example calls',
    { page: [['  "id": "p-1",', '  "id": "p-1",\n  "@odata.id": "https://other.example/beta/parcels/7",']] },
    { page: [['  "id": "p-1",', '  "id": "p-1",\n  "@odata.id": "https://api.harbour.example/beta/parcels/7",']] },
  ],
  [
    'annotation-flag',
    'a flag without quotes',
    { page: [['"blockType": "response",', '"blockType": "response",\n  "truncated": true,']] },
    { page: [['"blockType": "response",', '"blockType": "response",\n  "isCollection": "false",']] },
  ],
];

describe('what is right', () => {
  test.each(CASES)('The rule %s does not report %s', (rule, _, right) => {
    expect(messagesFor(rule, right)).toEqual([]);
  });

  test.each(CASES)('The rule %s reports its fault on pages near %s', (rule, _, __, wrong) => {
    expect(messagesFor(rule, wrong)).not.toEqual([]);
  });
});

test('A number that the JSON of a type shows as a sample gives the property no type', () => {
  const typed = (shown: string): unknown => {
    const type = planted(CLEAN_TYPE, ['  "grams": "Int32",', `  "grams": "Int32",\n  "price": ${shown},`]);
    const files = [
      { name: 'api/parcel-post.md', text: CLEAN_PAGE },
      { name: 'resources/parcel.md', text: type },
    ];
    return at(compilePages(files).document, '/components/schemas/parcel/properties/price/type');
  };
  expect(typed('12')).toBeUndefined();
  expect(typed('1024')).toEqual(['integer', 'null']);
});

test('A property that links the section of its values has their type in the document', () => {
  const type = planted(
    CLEAN_TYPE,
    [
      '|state|parcelState|Where it is. Possible values are: `packed`, `sent`, `lost`, `unknownFutureValue`.|',
      '|state|[stateOfParcel](parcel.md#parcelstate-values)|Where it is.|',
    ],
    ['\n## JSON', '\n### parcelState values\n|Member|\n|:---|\n|packed|\n|sent|\n\n## JSON'],
  );
  const page = planted(CLEAN_PAGE, [
    '|state|parcelState|Where it is. Possible values are: `packed`, `sent`, `lost`, `unknownFutureValue`.|\n',
    '',
  ]);
  const files = [
    { name: 'api/parcel-post.md', text: page },
    { name: 'resources/parcel.md', text: type },
  ];
  expect(at(compilePages(files).document, '/components/schemas/parcel/properties/state')).toMatchObject({
    type: ['string', 'null'],
    enum: ['packed', 'sent', null],
  });
});
