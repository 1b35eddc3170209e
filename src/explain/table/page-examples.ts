import { type Entry, ODATA_TYPE, rfc } from '../entry.js';

/** Rules for the examples of pages: requests, answers and their values. */
export const PAGE_EXAMPLES = {
  'body-without-content': {
    why: 'Clients and servers drop such a body, so nobody ever sees what the page shows.',
    example: {
      of: 'pages',
      page: [['HTTP/1.1 201 Created', 'HTTP/1.1 204 No Content']],
      alongside: ['status-differs'],
    },
    documented: [rfc(9110, '6.4.1')],
  },
  'property-case': {
    why: 'Names of JSON are case-sensitive: who copies the wrong one sends a property that does not exist.',
    example: { of: 'pages', page: [['  "id": "p-1",\n  "label"', '  "id": "p-1",\n  "Label"']] },
    documented: [rfc(8259, '4')],
  },
  'status-differs': {
    why: 'Clients decide by the status. The page gives them two to choose from.',
    example: { of: 'pages', page: [['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK']] },
    documented: [rfc(9110, '15')],
  },
  'undeclared-request': {
    why: 'The example calls something that the page does not describe. One of the two is wrong, and readers copy the example.',
    example: { of: 'pages', page: [['POST https://api', 'PUT https://api']] },
    documented: [],
  },
  'unreadable-json': {
    why: 'Who copies the example gets an error, and no tool can tell what was meant.',
    example: { of: 'pages', page: [['"state": "packed",', '"state": packed,']] },
    documented: [rfc(8259, '2')],
  },
  'repaired-json': {
    why: 'Who copies the example gets an error from every strict reader of JSON.',
    example: { of: 'pages', page: [['"state": "packed",\n', '"state": "packed"\n']] },
    documented: [rfc(8259, '2')],
  },
  'value-member': {
    why: 'The example shows a value that does not exist, or the list lacks one that does.',
    example: { of: 'pages', page: [['"state": "packed"', '"state": "sunk"']] },
    documented: [],
  },
  'value-type': {
    why: 'Who reads the example writes code for the wrong type.',
    example: { of: 'pages', page: [['"grams": 250', '"grams": "heavy"']] },
    documented: [],
  },
  'member-case': {
    why: 'Values are compared letter by letter: the one of the example is refused.',
    example: { of: 'pages', page: [['"state": "packed"', '"state": "Packed"']] },
    documented: [],
  },
  'answer-differs': {
    why: 'Readers ask why the service changed their value. Mostly the author changed only one of the two.',
    example: { of: 'pages', page: [['"p-1",\n  "label": "Tea"', '"p-1",\n  "label": "Coffee"']] },
    documented: [],
  },
  'duplicate-member': {
    why: 'Readers of JSON keep one of the two, and not all the same one.',
    example: { of: 'pages', page: [['  "id": "p-1",', '  "id": "p-1",\n  "id": "p-2",']] },
    documented: [rfc(8259, '4')],
  },
  'location-differs': {
    why: 'Who follows the Location expects the thing that the body shows.',
    example: {
      of: 'pages',
      page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nLocation: /shipments/17/parcels/p-2\n']],
    },
    documented: [rfc(9110, '10.2.2')],
  },
  'collection-differs': {
    why: 'One object and a list of objects are read in different ways. Generated clients fail on the wrong one.',
    example: { of: 'pages', page: [['"blockType": "response",', '"blockType": "response",\n  "isCollection": true,']] },
    documented: [],
  },
  'placeholder-value': {
    why: 'Who copies the example sends a value that the service refuses.',
    example: { of: 'pages', page: [['"state": "packed"', '"state": "String"']] },
    documented: [],
  },
  'placeholder-text': {
    why: 'The example is valid and says nothing. A real value shows what is meant.',
    example: { of: 'pages', page: [['"label": "Tea"', '"label": "Label value"']] },
    documented: [],
  },
  'read-only-sent': {
    why: 'The service ignores the value, or refuses the request.',
    example: {
      of: 'pages',
      page: [['|When it was packed.|', '|When it was packed. Read-only.|']],
      type: [['|When it was packed.|', '|When it was packed. Read-only.|']],
    },
    documented: [],
  },
  'required-not-sent': {
    why: 'The example would be refused by the service that it explains.',
    example: { of: 'pages', page: [['  "label": "Tea",\n  "grams"', '  "grams"']] },
    documented: [],
  },
  'required-not-shown': {
    why: 'The example would be refused by the service that it explains.',
    example: {
      of: 'pages',
      page: [
        [
          '  "state": "packed",',
          '  "inside": { "@odata.type": "#harbour.shipping.parcel", "grams": 5 },\n  "state": "packed",',
        ],
      ],
      type: [['|What is printed on the parcel.|', '|What is printed on the parcel. Required.|']],
      alongside: ['undocumented-property'],
    },
    documented: [],
  },
  'required-by-sentence': {
    why: 'The example would be refused if the sentence is true.',
    example: {
      of: 'pages',
      page: [
        ['object.\n\n|Property', 'object.\n\nThese properties are required when you create the parcel.\n\n|Property'],
        [
          '  "grams": 250,\n  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}\n```\n\n### Response',
          '  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}\n```\n\n### Response',
        ],
      ],
    },
    documented: [],
  },
  'sent-not-in-table': {
    why: 'Readers cannot look up what the parameter means, or whether they need it.',
    example: {
      of: 'pages',
      page: [
        ['supply a JSON representation of the [parcel](../resources/parcel.md) object', 'supply these parameters'],
        ['  "grams": 250,\n  "state"', '  "weight": 250,\n  "state"'],
      ],
    },
    documented: [],
  },
  'undocumented-property': {
    why: 'Readers cannot look up what the property means, and cannot rely on it.',
    example: { of: 'pages', page: [['  "id": "p-1",', '  "id": "p-1",\n  "colour": "red",']] },
    documented: [],
  },
  'value-outside-prose': {
    why: 'The example contradicts the sentence. Readers do not know which one to believe.',
    example: {
      of: 'pages',
      page: [
        ['What is printed on the parcel. Required.', 'What is printed on the parcel. It can be "Coffee" or "Cocoa".'],
      ],
    },
    documented: [],
  },
  'value-wrapper': {
    why: 'Clients look for the properties at the top, and find only `value`.',
    example: {
      of: 'pages',
      page: [
        [
          '{\n  "@odata.type": "#harbour.shipping.parcel",\n  "id": "p-1"',
          '{\n  "value": {\n  "@odata.type": "#harbour.shipping.parcel",\n  "id": "p-1"',
        ],
        [
          '"id": "p-1",\n  "label": "Tea",\n  "grams": 250,\n  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}',
          '"id": "p-1",\n  "label": "Tea",\n  "grams": 250,\n  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}\n}',
        ],
      ],
    },
    documented: [
      {
        title: 'OData JSON Format 4.01, section 6 (Entity)',
        url: 'https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_Entity',
      },
    ],
  },
  'version-differs': {
    why: 'Who copies the example calls another version of the API, which may differ.',
    example: { of: 'pages', page: [['/v1.0/shipments', '/localtest/shipments']] },
    documented: [],
  },
  'version-in-body': {
    why: 'A client that follows the URL leaves the version that it was written for.',
    example: {
      of: 'pages',
      page: [
        ['  "id": "p-1",', '  "id": "p-1",\n  "@odata.context": "https://api.harbour.example/beta/$metadata#parcels",'],
      ],
    },
    documented: [],
  },
  'not-utc': {
    why: 'Readers copy the form of the time. A service that wants UTC refuses the offset, or reads it as another time.',
    example: {
      of: 'pages',
      page: [['2026-03-01T08:30:00Z', '2026-03-01T08:30:00+01:00']],
      type: [['When it was packed.', 'When it was packed, always in UTC time.']],
    },
    documented: [rfc(3339, '5.6')],
  },
  'whole-truncated': {
    why: 'Readers look for the rest, and there is none.',
    example: { of: 'pages', page: [['"blockType": "response",', '"blockType": "response",\n  "truncated": true,']] },
    documented: [],
  },
  'type-hash': {
    why: 'OData 4.01 allows both forms. A page that mixes them makes readers look for a difference.',
    example: {
      of: 'pages',
      page: [['  "id": "p-1",', '  "id": "p-1",\n  "inside": { "@odata.type": "harbour.shipping.parcel" },']],
      alongside: ['undocumented-property'],
    },
    documented: [ODATA_TYPE],
  },
} as const satisfies Readonly<Record<string, Entry>>;
