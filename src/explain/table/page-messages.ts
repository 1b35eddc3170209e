import { type Entry, ODATA_TYPE, rfc } from '../entry.js';

/** Rules for how pages write HTTP messages. */
export const PAGE_MESSAGES = {
  'open-fence': {
    why: 'All that follows on the page is shown as code, and nothing of it is read as documentation.',
    example: {
      of: 'pages',
      page: [
        ['```http\nPOST /shipments/{shipment-id}/parcels\n```', '```http\nPOST /shipments/{shipment-id}/parcels\n'],
      ],
    },
    documented: [
      {
        title: 'CommonMark 0.31.2, section 4.5 (Fenced code blocks)',
        url: 'https://spec.commonmark.org/0.31.2/#fenced-code-blocks',
      },
    ],
  },
  'unreadable-request': {
    why: 'Nobody can tell which method and path are meant, so the operation is not in the document.',
    example: {
      of: 'pages',
      page: [['POST /shipments/{shipment-id}/parcels\n', 'POST /shipments/{shipment-id}/parcels\nor the like\n']],
    },
    documented: [rfc(9112, '3')],
  },
  'back-slash': {
    why: 'A back-slash is not allowed in a URL. Browsers turn it into a slash, other clients send it or stop.',
    example: { of: 'pages', page: [['v1.0/shipments/17', 'v1.0\\shipments/17']] },
    documented: [rfc(3986, '2')],
  },
  'content-length': {
    why: 'A client that sends this length waits for bytes that never come, or cuts the body.',
    example: { of: 'pages', page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nContent-Length: 17\n']] },
    documented: [rfc(9110, '8.6')],
  },
  'content-length-crlf': {
    why: 'The length is right only if each line ends with two bytes, as few editors write it.',
    example: { of: 'pages', page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\nContent-Length: 168\n']] },
    documented: [rfc(9110, '8.6')],
  },
  'early-empty-line': {
    why: 'The empty line ends the header, so the fields below it are read as the body.',
    example: { of: 'pages', page: [['HTTP/1.1 201 Created\n', 'HTTP/1.1 201 Created\n\n']] },
    documented: [rfc(9112, '2.1')],
  },
  'no-empty-line': {
    why: 'Without the empty line the body is read as a header field, and the message is broken.',
    example: {
      of: 'pages',
      page: [
        ['Content-Type: application/json\n\n{\n  "@odata.type"', 'Content-Type: application/json\n{\n  "@odata.type"'],
      ],
    },
    documented: [rfc(9112, '2.1')],
  },
  'no-leading-slash': {
    why: 'The path of a request begins with a slash. Who joins it to a host without one makes another host.',
    example: { of: 'pages', page: [['POST /shipments/{shipment-id}', 'POST shipments/{shipment-id}']] },
    documented: [rfc(9112, '3.2.1')],
  },
  'no-http-version': {
    why: 'A status line names the version first. Tools that read the example as a message refuse it.',
    example: { of: 'pages', page: [['HTTP/1.1 201 Created', 'HTTP 201 Created']] },
    documented: [rfc(9112, '4')],
  },
  'header-case': {
    why: 'HTTP reads names of fields in any case. One spelling is easier to search for.',
    example: {
      of: 'pages',
      page: [['\nContent-Type: application/json\n\n{\n  "label"', '\nContent-type: application/json\n\n{\n  "label"']],
    },
    documented: [rfc(9110, '5.1')],
  },
  'header-not-sent': {
    why: 'The example would be refused by the service that it explains.',
    example: { of: 'pages', page: [['|Content-Type|', '|If-Match|An ETag. Required.|\n|Content-Type|']] },
    documented: [],
  },
  'credentials-not-shown': {
    why: 'Who copies the example gets 401, and has to find out why.',
    example: { of: 'pages', page: [['Authorization: Bearer {token}\n', '']] },
    documented: [rfc(9110, '11.6.2')],
  },
  'credentials-unsaid': {
    why: 'Readers of this page do not learn that they need a token.',
    example: { of: 'pages', beside: [['Bearer {token}. Required.', 'Bearer {token}']] },
    documented: [rfc(9110, '11.6.2')],
  },
  'broken-annotation': {
    why: 'Tools ignore the annotation: the example has no type, and is not tested.',
    example: { of: 'pages', page: [['  "name": "create_parcel"\n}', '  "name" "create_parcel"\n}']] },
    documented: [rfc(8259, '2')],
  },
  'annotation-type': {
    why: 'Tools hold the example against the wrong type, and report faults that are none.',
    example: {
      of: 'pages',
      page: [['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.crate"']],
    },
    documented: [],
  },
  'annotation-type-case': {
    why: 'Tools that compare letter by letter do not find the type.',
    example: {
      of: 'pages',
      page: [['"@odata.type": "harbour.shipping.parcel"', '"@odata.type": "harbour.shipping.Parcel"']],
    },
    documented: [],
  },
  'annotation-flag': {
    why: 'A text is true in most languages, whatever it says: "false" counts as true.',
    example: {
      of: 'pages',
      page: [['"blockType": "response",', '"blockType": "response",\n  "truncated": "true",']],
      alongside: ['whole-truncated'],
    },
    documented: [rfc(8259, '3')],
  },
  'annotation-name': {
    why: 'The name is cut off. Names tell the examples of a set of pages apart.',
    example: { of: 'pages', page: [['"name": "create_parcel"', '"name": "create_parcel_from_"']] },
    documented: [],
  },
  'payload-namespace': {
    why: 'Clients choose the class by this name, and find none.',
    example: { of: 'pages', page: [['#harbour.shipping.parcel', '#harbour.parcel']], alongside: ['annotation-type'] },
    documented: [ODATA_TYPE],
  },
  'payload-type-case': {
    why: 'Clients choose the class by this name, letter by letter, and find none.',
    example: {
      of: 'pages',
      page: [['#harbour.shipping.parcel', '#harbour.shipping.Parcel']],
      alongside: ['annotation-type-case'],
    },
    documented: [ODATA_TYPE],
  },
  'page-namespace': {
    why: 'Readers take the namespace from the page and write a type that does not exist.',
    example: {
      of: 'pages',
      page: [
        ['Namespace: harbour.shipping', 'Namespace: harbour'],
        ['{\n  "label"', '{\n  "@odata.type": "#harbour.shipping.parcel",\n  "label"'],
      ],
    },
    documented: [ODATA_TYPE],
  },
  'two-namespaces': {
    why: 'One of the two names does not exist. Readers of the other page copy it.',
    example: {
      of: 'pages',
      beside: [['#harbour.shipping.parcel', '#harbour.parcel']],
      alongside: ['annotation-type', 'payload-namespace'],
    },
    documented: [ODATA_TYPE],
  },
} as const satisfies Readonly<Record<string, Entry>>;
