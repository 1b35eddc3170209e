// In the manner of enterprise services: long chains of allOf whose members overlap, narrow and contradict each other.
import { answer, createDocument, inPath, json, list, named, nameOf, object, times } from './made.mjs';

const text = { type: 'string' };

/** OpenAPI 3.0: eleven levels of heirs, diamonds, and members that several parts describe. */
export function allOf() {
  const document = createDocument('3.0.3', 'Chains');
  const { schemas } = document.root.components;
  schemas.Level0 = object({ id: { type: 'string', format: 'uuid', readOnly: true }, kind: text, note: text }, [
    'id',
    'kind',
  ]);
  times(11, (index) => {
    const level = index + 1;
    schemas[`Level${level}`] = {
      allOf: [
        named(`Level${level - 1}`),
        object({ [`m${level}`]: { type: 'integer', minimum: level }, kind: { minLength: level } }, [`m${level}`]),
        { description: 'Nothing but words.' },
      ],
    };
  });
  const levels = (level) => Object.fromEntries(times(level, (index) => [`m${index + 1}`, index + 1]));
  times(12, (level) => {
    const name = `Level${level}`;
    both(document, name, { kind: 'k'.repeat(12), ...levels(level) });
  });
  times(6, (index) => {
    for (const [kind, [schema, value]] of Object.entries(overlaps(index))) {
      schemas[`${nameOf(index)}${kind}`] = schema;
      both(document, `${nameOf(index)}${kind}`, value);
    }
  });
  return document.whole('all-of');
}

function both(document, name, value) {
  document.add(
    `PATCH /${name}/{id}`,
    {
      parameters: [inPath('id', text)],
      requestBody: { required: true, ...json(named(name)) },
      responses: {
        200: answer('one', json(named(name))),
        202: answer('many', json(list(named(name), { minItems: 1 }))),
      },
    },
    { target: `/${name}/7`, body: value },
  );
}

/** Schemas whose parts say something of the same members, and a valid value. */
function overlaps(index) {
  return {
    /** Each part narrows the other's range. */
    Ranges: [
      {
        allOf: [
          object({ n: { type: 'number', minimum: index, maximum: 90 } }),
          object({ n: { type: 'integer', minimum: 20, maximum: 20 + index } }),
          { properties: { n: { multipleOf: 2 } } },
        ],
      },
      { n: 20 },
    ],
    /** Enumerations of which one member is common. */
    Enums: [
      {
        allOf: [
          object({ state: { type: 'string', enum: ['new', 'open', 'done'] } }),
          object({ state: { type: 'string', enum: ['done', 'lost', `gone${index}`] } }),
        ],
      },
      { state: 'done' },
    ],
    /** Members that contradict each other, and need not be there. */
    Contradicts: [
      {
        allOf: [
          object({ id: { type: 'integer' }, size: text }, ['id']),
          object({ size: { type: 'integer' }, id: { minimum: 3 } }, ['id']),
        ],
      },
      { id: 7 },
    ],
    /** One part requires what the other describes. */
    Requires: [
      { type: 'object', allOf: [{ required: ['a', 'b'] }, object({ a: text, b: list(text), c: text }, [])] },
      { a: 'x', b: [] },
    ],
    /** Texts of a pattern, a length and a format. */
    Texts: [
      {
        allOf: [
          object({ code: { type: 'string', pattern: '^[a-z]+$', maxLength: 20 } }),
          object({ code: { type: 'string', minLength: 3 + (index % 5) } }),
          object({ mail: { type: 'string', format: 'email', maxLength: 30 } }, []),
        ],
      },
      { code: 'abcdefgh' },
    ],
    /** Two ways to the same base. */
    Diamond: [
      {
        allOf: [named('Level3'), { allOf: [named('Level3'), object({ side: { type: 'boolean' } })] }, named('Level2')],
      },
      { kind: 'abcd', m1: 1, m2: 2, m3: 3, side: true },
    ],
    /** Lists whose items both parts describe. */
    Lists: [
      {
        allOf: [
          object({ items: list(object({ a: { type: 'integer' } }), { minItems: 1 }) }),
          object({ items: list(object({ b: text }), { maxItems: 2 + index }) }),
        ],
      },
      { items: [{ a: 1, b: 'x' }] },
    ],
    /** A part is a choice. */
    Choices: [
      {
        allOf: [
          object({ id: text }),
          {
            anyOf: [
              object({ mail: { type: 'string', format: 'email' } }),
              object({ phone: { type: 'string', pattern: '^\\+[0-9]{6,14}$' } }),
            ],
          },
          { not: { required: ['gone'] } },
        ],
      },
      { id: 'a', phone: '+4930123456' },
    ],
    /** Closed, with all members in one part. */
    Closed: [
      {
        allOf: [
          { ...object({ a: text, b: { type: 'integer', nullable: true } }, ['a']), additionalProperties: false },
          { type: 'object', required: ['b'], maxProperties: 2 },
        ],
      },
      { a: 'x', b: null },
    ],
    /** May be null only where each part says so. */
    Nulls: [
      object({
        a: { nullable: true, allOf: [{ type: 'string', maxLength: 9 }] },
        b: { type: 'object', nullable: true, allOf: [{ type: 'object', nullable: true, properties: { c: text } }] },
      }),
      { a: 'x', b: null },
    ],
  };
}
