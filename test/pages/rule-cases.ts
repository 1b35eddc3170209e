/** What is replaced in a text: what it has, and what it has then. */
export type Edit = readonly [before: string, after: string];

/** Edits of the pages of the template, which make one rule speak. */
export interface RuleCase {
  /** Of the page of the operation. */
  readonly page?: readonly Edit[];
  /** Of the page of the type. */
  readonly type?: readonly Edit[];
  /** Whether a second operation's page stands beside them: the first one as it was, under the name of another type's page. */
  readonly beside?: readonly Edit[];
}

/** The rest of the response's body. */
const AFTER_ID = `"id": "p-1",
  "label": "Tea",
  "grams": 250,
  "state": "packed",
  "packedDateTime": "2026-03-01T08:30:00Z"
`;

const BODY_AFTER_HEADER: Edit = [
  'Content-Type: application/json\n\n{\n  "@odata.type"',
  'Content-Type: application/json\n{\n  "@odata.type"',
];

/** One case for each rule of pages. */
export const RULE_CASES: Readonly<Record<string, RuleCase>> = {
  'annotation-flag': {
    page: [['"blockType": "response",', '"blockType": "response",\n  "truncated": "true",']],
  },
  'annotation-name': { page: [['"name": "create_parcel"', '"name": "create_parcel_from_"']] },
  'annotation-type': {
    page: [['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.crate"']],
  },
  'annotation-type-case': {
    page: [['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.Parcel"']],
  },
  'answer-differs': { page: [['"p-1",\n  "label": "Tea"', '"p-1",\n  "label": "Coffee"']] },
  'back-slash': { page: [['v1.0/shipments/17', 'v1.0\\shipments/17']] },
  'base-circle': {
    type: [['  "keyProperty": "id",', '  "keyProperty": "id",\n  "baseType": "harbour.shipping.parcel",']],
  },
  'base-differs': {
    page: [
      [
        'What is printed on the parcel. Required.',
        'The label. Required. Inherited from [crate](../resources/crate.md).',
      ],
    ],
  },
  'body-without-content': { page: [['HTTP/1.1 201 Created', 'HTTP/1.1 204 No Content']] },
  'broken-annotation': { page: [['  "name": "create_parcel"\n}', '  "name" "create_parcel"\n}']] },
  'collection-differs': {
    page: [['"blockType": "response",', '"blockType": "response",\n  "isCollection": true,']],
  },
  'content-length': {
    page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nContent-Length: 17\n']],
  },
  'content-length-crlf': {
    page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nContent-Length: 168\n']],
  },
  'credentials-not-shown': { page: [['Authorization: Bearer {token}\n', '']] },
  'credentials-unsaid': { beside: [['Bearer {token}. Required.', 'Bearer {token}']] },
  'deprecation-unsaid': { type: [['A parcel of a shipment.\n\n##', '> The parcel API is deprecated.\n\n##']] },
  'duplicate-member': { page: [['  "id": "p-1",', '  "id": "p-1",\n  "id": "p-2",']] },
  'duplicate-row': {
    type: [
      ['|grams|Int32|Its weight in grams.|', '|grams|Int32|Its weight in grams.|\n|grams|Int32|Its weight in grams.|'],
    ],
  },
  'early-empty-line': { page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\n\n']] },
  'empty-description': { type: [['|Its weight in grams.|', '||']] },
  'empty-front-matter': { page: [['author: "harbour"', 'author: ""']] },
  'header-case': {
    page: [['\nContent-Type: application/json\n\n{\n  "label"', '\nContent-type: application/json\n\n{\n  "label"']],
  },
  'header-not-sent': { page: [['|Content-Type|', '|If-Match|An ETag. Required.|\n|Content-Type|']] },
  'heading-case': { beside: [['## HTTP request', '## HTTP Request']] },
  'link-case': { page: [['[parcel](../resources/parcel.md) of', '[parcel](../resources/Parcel.md) of']] },
  'location-differs': {
    page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nLocation: /shipments/17/parcels/p-2\n']],
  },
  'member-case': { page: [['"state": "packed"', '"state": "Packed"']] },
  'members-differ': { type: [['`packed`, `sent`, `lost`', '`packed`, `sent`']] },
  'missing-link': { type: [['A parcel of a shipment.\n\n##', 'A parcel of a [shipment](shipment.md).\n\n##']] },
  'missing-type-page': { type: [['|grams|Int32|', '|grams|[weight](../resources/weight.md)|']] },
  'no-empty-line': { page: [BODY_AFTER_HEADER] },
  'no-http-version': { page: [['HTTP/1.1 201 Created', 'HTTP 201 Created']] },
  'no-leading-slash': { page: [['POST /shipments/{shipment-id}', 'POST shipments/{shipment-id}']] },
  'no-namespace': { beside: [['Namespace: harbour.shipping\n\n', '']] },
  'no-permission': {
    page: [
      ['Parcel.Write, Parcel.Write.All', 'To be determined'],
      ['Application|Parcel.Write.All', 'Application|To be determined'],
    ],
  },
  'no-request': { page: [['## HTTP request', '## Call']] },
  'no-type': { type: [['|grams|Int32|', '|grams||']] },
  'not-among-methods': {
    type: [
      [
        'A parcel of a shipment.\n\n##',
        'A parcel.\n\n## Methods\n|Method|Returns|\n|:---|:---|\n|Get|A parcel.|\n\n##',
      ],
    ],
  },
  'not-in-representation': { type: [['  "grams": "Int32",\n', '']] },
  'not-in-table': { type: [['  "grams": "Int32",', '  "grams": "Int32",\n  "colour": "String",']] },
  'not-on-type-page': { page: [['|grams|Int32|', '|colour|String|Its colour.|\n|grams|Int32|']] },
  'not-utc': {
    page: [['2026-03-01T08:30:00Z', '2026-03-01T08:30:00+01:00']],
    type: [['When it was packed.', 'When it was packed, always in UTC time.']],
  },
  'open-fence': {
    page: [['```http\nPOST /shipments/{shipment-id}/parcels\n```', '```http\nPOST /shipments/{shipment-id}/parcels\n']],
  },
  'owner-differs': {
    page: [
      [
        'What is printed on the parcel. Required.',
        'The label. Required. Inherited from [parcel](../resources/parcel.md).',
      ],
    ],
    type: [['What is printed on the parcel.', 'The label. Inherited from [crate](../resources/crate.md).']],
  },
  'page-namespace': {
    page: [
      ['Namespace: harbour.shipping', 'Namespace: harbour'],
      ['{\n  "label"', '{\n  "@odata.type": "#harbour.shipping.parcel",\n  "label"'],
    ],
  },
  'payload-namespace': { page: [['#harbour.shipping.parcel', '#harbour.parcel']] },
  'payload-type-case': { page: [['#harbour.shipping.parcel', '#harbour.shipping.Parcel']] },
  'permission-order': { beside: [['(from least to most privileged)', '(from most to least privileged)']] },
  'placeholder-text': { page: [['"label": "Tea"', '"label": "Label value"']] },
  'placeholder-value': { page: [['"state": "packed"', '"state": "String"']] },
  'property-case': { page: [['  "id": "p-1",\n  "label"', '  "id": "p-1",\n  "Label"']] },
  'ragged-row': { type: [['|Its weight in grams.|', '|Its weight|in grams.|']] },
  'read-only-sent': {
    page: [['|When it was packed.|', '|When it was packed. Read-only.|']],
    type: [['|When it was packed.|', '|When it was packed. Read-only.|']],
  },
  'repaired-json': { page: [['"state": "packed",\n', '"state": "packed"\n']] },
  'required-not-sent': { page: [['  "label": "Tea",\n  "grams"', '  "grams"']] },
  'required-by-sentence': {
    page: [
      ['object.\n\n|Property', 'object.\n\nThese properties are required when you create the parcel.\n\n|Property'],
      [
        '  "grams": 250,\n  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}\n```\n\n### Response',
        '  "state": "packed",\n  "packedDateTime": "2026-03-01T08:30:00Z"\n}\n```\n\n### Response',
      ],
    ],
  },
  'required-not-shown': {
    page: [
      [
        '  "state": "packed",',
        '  "inside": { "@odata.type": "#harbour.shipping.parcel", "grams": 5 },\n  "state": "packed",',
      ],
    ],
    type: [['|What is printed on the parcel.|', '|What is printed on the parcel. Required.|']],
  },
  'sent-not-in-table': {
    page: [
      ['supply a JSON representation of the [parcel](../resources/parcel.md) object', 'supply these parameters'],
      ['  "grams": 250,\n  "state"', '  "weight": 250,\n  "state"'],
    ],
  },
  'sentinel-case': { type: [['`unknownFutureValue`', '`UnknownFutureValue`']] },
  'status-differs': { page: [['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK']] },
  'title-type': { page: [['# Create parcel\n', '# Create parcels\n']] },
  todo: { page: [['author: "harbour"', 'author: "TODO"']] },
  'two-namespaces': { beside: [['#harbour.shipping.parcel', '#harbour.parcel']] },
  'type-hash': {
    page: [['  "id": "p-1",', '  "id": "p-1",\n  "inside": { "@odata.type": "harbour.shipping.parcel" },']],
  },
  'type-spelling': { type: [['|grams|Int32|', '|grams|int|']] },
  'types-differ': { type: [['|grams|Int32|', '|grams|Double|']] },
  'undeclared-request': { page: [['POST https://api', 'PUT https://api']] },
  'undocumented-property': { page: [['  "id": "p-1",', '  "id": "p-1",\n  "colour": "red",']] },
  'unlinked-type': {
    page: [['representation of the [parcel](../resources/parcel.md) object', 'representation of the parcel object']],
  },
  'unknown-type': { type: [['|grams|Int32|', '|grams|weight|']] },
  'unreadable-json': { page: [['"state": "packed",', '"state": packed,']] },
  'unreadable-request': {
    page: [['POST /shipments/{shipment-id}/parcels\n', 'POST /shipments/{shipment-id}/parcels\nor the like\n']],
  },
  'value-member': { page: [['"state": "packed"', '"state": "sunk"']] },
  'value-type': { page: [['"grams": 250', '"grams": "heavy"']] },
  'value-wrapper': {
    page: [
      [
        '{\n  "@odata.type": "#harbour.shipping.parcel",\n  "id": "p-1"',
        '{\n  "value": {\n  "@odata.type": "#harbour.shipping.parcel",\n  "id": "p-1"',
      ],
      [`${AFTER_ID}}`, `${AFTER_ID}}\n}`],
    ],
  },
  'values-of-other-type': {
    type: [['|Its weight in grams.|', '|Its weight. Possible values are: `light`, `heavy`.|']],
  },
  'values-of-text': {
    type: [['|What is printed on the parcel.|', '|The label. Possible values are: `tea`, `rice`.|']],
  },
  'value-outside-prose': {
    page: [
      ['What is printed on the parcel. Required.', 'What is printed on the parcel. It can be "Coffee" or "Cocoa".'],
    ],
  },
  'version-differs': { page: [['/v1.0/shipments', '/localtest/shipments']] },
  'version-in-body': {
    page: [
      ['  "id": "p-1",', '  "id": "p-1",\n  "@odata.context": "https://api.harbour.example/beta/$metadata#parcels",'],
    ],
  },
  'whole-truncated': { page: [['"blockType": "response",', '"blockType": "response",\n  "truncated": true,']] },
};
