import { documentExample } from '../changed.js';
import { core, type Entry, openapi, rfc, validation } from '../entry.js';
import { treeOf } from '../tree.js';

/** A document with one schema, which a response uses. */
const withParcel = (schema: string): string => `paths:
  /parcels:
    get:
      responses:
        '200':
          description: The parcel.
          content: { application/json: { schema: { $ref: '#/components/schemas/parcel' } } }
components:
  schemas:
    parcel:
${schema.replace(/^/gm, '      ')}`;

const PARCEL = withParcel(`type: object
required: [state]
properties:
  state: { type: string, enum: [packed, sent] }
  grams: { type: integer, minimum: 1, maximum: 9000 }`);

const FORMS = `${withParcel(`oneOf:
  - { $ref: '#/components/schemas/box' }
  - { $ref: '#/components/schemas/tube' }
discriminator: { propertyName: kind, mapping: { b: box, t: tube } }`)}
    box: { type: object, required: [kind], properties: { kind: { type: string } } }
    tube: { type: object, required: [kind], properties: { kind: { type: string } } }`;

const TREE = treeOf(26);
const SHALLOW = treeOf(2);

/** Rules for schemas of documents. */
export const DOCUMENT_SCHEMAS = {
  'unusable-schema': {
    why: 'What depends on the keyword is not judged at all, so a fault there would go unseen. A check is inconclusive because of it.',
    example: documentExample(PARCEL, [['type: integer', 'type: integr']]),
    documented: [openapi('Schema Object'), validation('6')],
  },
  'oversized-schema': {
    why: 'A validator would try millions of ways for one value. A mock refuses such values, and a check says that they were not judged.',
    example: documentExample(`${PARCEL}\n${SHALLOW}`, [[SHALLOW, TREE]]),
    documented: [openapi('Schema Object')],
  },
  'circular-reference': {
    why: 'To judge one value, its reader would go round without end. Nothing is judged there.',
    example: documentExample(`${PARCEL}\n    box: { $ref: '#/components/schemas/parcel' }`, [
      ["box: { $ref: '#/components/schemas/parcel' }", "box: { $ref: '#/components/schemas/box' }"],
    ]),
    documented: [core('9.4.1')],
  },
  'impossible-schema': {
    why: 'Every value breaks it: the mock has no answer, and each real answer is a fault.',
    example: documentExample(PARCEL, [['minimum: 1,', 'minimum: 10000,']]),
    documented: [validation('6')],
  },
  'ignored-keyword': {
    why: 'The author means to allow null, and this version of OpenAPI does not read it so: null is refused.',
    example: documentExample(PARCEL, [['grams: { type: integer,', 'grams: { type: integer, nullable: true,']]),
    documented: [
      openapi('Schema Object'),
      {
        title: 'OpenAPI Initiative, Upgrading from OpenAPI 3.0 to 3.1',
        url: 'https://learn.openapis.org/upgrading/v3.0-to-v3.1.html',
      },
    ],
  },
  'idle-keyword': {
    why: 'The keyword never has an effect: what its author wanted to forbid is allowed.',
    example: documentExample(PARCEL, [['state: { type: string,', 'state: { type: string, maximum: 5,']]),
    documented: [validation('6')],
  },
  'undescribed-member': {
    why: 'Its value is never judged, whatever it is. Often the name is spelt in two ways.',
    example: documentExample(PARCEL, [['required: [state]', 'required: [state, kind]']]),
    documented: [validation('6.5.3')],
  },
  'duplicate-enum-member': {
    why: 'Generated code has the same name twice and does not compile. Or another member was meant, and it is missing.',
    example: documentExample(PARCEL, [['[packed, sent]', '[packed, sent, packed]']]),
    documented: [validation('6.1.2')],
  },
  'missing-items': {
    why: 'OpenAPI 3.0 demands a schema for the items. Without it they are never judged, and some tools refuse the document.',
    example: documentExample(PARCEL, [['state: { type: string, enum: [packed, sent] }', 'state: { type: array }']], {
      version: '3.0.4',
    }),
    documented: [openapi('Schema Object', '3.0.4')],
  },
  'type-list': {
    why: 'OpenAPI 3.0 knows one type only. Tools ignore the list, or refuse the document.',
    example: documentExample(PARCEL, [['type: integer', "type: [integer, 'null']"]], { version: '3.0.4' }),
    documented: [openapi('Schema Object', '3.0.4')],
  },
  'beside-reference': {
    why: 'What is beside the reference looks as if it counted, and has no effect.',
    example: documentExample(
      PARCEL,
      [
        [
          "schema: { $ref: '#/components/schemas/parcel' }",
          "schema: { $ref: '#/components/schemas/parcel', nullable: true }",
        ],
      ],
      { version: '3.0.4' },
    ),
    documented: [openapi('Reference Object', '3.0.4')],
  },
  'discriminator-mapping': {
    why: 'A value of that name leads to no schema, so it is refused, though the document lists it.',
    example: documentExample(FORMS, [['b: box', 'b: bxo']]),
    documented: [openapi('Discriminator Object')],
  },
  'discriminator-member': {
    why: 'Readers look at this member first, to see which form they have before them. Where it may be missing, they cannot tell.',
    example: documentExample(FORMS, [['box: { type: object, required: [kind],', 'box: { type: object,']]),
    documented: [openapi('Discriminator Object')],
  },
  'default-schema': {
    why: 'A client that leaves the value out gets a default that is not allowed.',
    example: documentExample(PARCEL, [['maximum: 9000 }', 'maximum: 9000, default: heavy }']]),
    documented: [validation('9.2')],
  },
  'misspelt-field': {
    why: 'The field has no effect, and what was meant is missing. Nothing else says so.',
    example: documentExample(PARCEL, [['maximum: 9000', 'maximun: 9000']]),
    documented: [openapi('Specification Extensions')],
  },
  'unresolvable-ref': {
    why: 'What the reference should bring is missing: nothing can be judged or answered there.',
    example: documentExample(PARCEL, [["$ref: '#/components/schemas/parcel'", "$ref: '#/components/schemas/parcle'"]]),
    documented: [openapi('Reference Object'), rfc(6901, '6')],
  },
} as const satisfies Readonly<Record<string, Entry>>;
