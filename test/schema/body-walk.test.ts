import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isContainer, isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';
import {
  type CountedMember,
  createBodyWalk,
  createSchemas,
  enumerationsIn,
  FOUND,
  type Shape,
} from '../../src/schema/index.js';

const root: JsonObject = {
  thing: {
    type: 'object',
    properties: {
      id: { type: 'string', readOnly: true },
      state: { enum: ['open', 'closed', null, ...Array.from({ length: 20 }, (_, index) => `s${index}`)] },
      part: { $ref: '#/part' },
      parts: { type: 'array', items: { $ref: '#/part' } },
      pair: { type: 'array', prefixItems: [{ enum: [1, 2] }, { $ref: '#/thing' }] },
      notes: { type: 'object', additionalProperties: { enum: ['x'] } },
    },
  },
  part: { type: 'object', properties: { key: { type: 'integer', writeOnly: true }, thing: { $ref: '#/thing' } } },
};
const schemas = createSchemas(root, '3.1');
const { shapes, sides } = schemas;
const isUndocumented = ({ namesProperties }: Shape): boolean => namesProperties;

function membersOf(shape: Shape): CountedMember[] {
  return enumerationsIn(shape)
    .flat()
    .map((key) => ({ key, text: String(key), times: 0 }));
}

function shapeOf(pointer: string): Shape {
  const shape = shapes.of(pointer);
  if (!shape) throw new Error(`no shape at ${pointer}`);
  return shape;
}

/** Counts and undocumented members by the simplest of ways. */
function plainly(shape: Shape, value: JsonValue, counts: Map<string, number>): boolean {
  if (!isContainer(value)) return false;
  let found = false;
  const visit = (below: Shape | undefined, part: JsonValue | undefined): void => {
    if (!below || part === undefined) return;
    for (const { pointer } of below.declared) {
      add(counts, pointer);
      if (!isContainer(part) && membersOf(below).some(({ key }) => key === part))
        add(counts, `${pointer} ${String(part)}`);
    }
    if (plainly(below, part, counts)) found = true;
  };
  if (isObject(value))
    for (const [name, part] of Object.entries(value)) {
      const below = shape.property(name);
      if (!below && isUndocumented(shape)) found = true;
      visit(below, part);
    }
  else for (const [index, item] of value.entries()) visit(shape.item(index), item);
  return found;
}

function add(counts: Map<string, number>, key: string, times = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<JsonValue>('open', 'closed', 's19', 'x', 1, 2, null, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('id', 'state', 'part', 'parts', 'pair', 'notes', 'key', 'thing', 'other', '__proto__'),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
}));

test.each(['request', 'response'] as const)(
  'One walk over the body of a %s finds and counts what walks of their own for each rule find and count.',
  (direction) => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 4 }), (values) => {
        const walk = createBodyWalk({ isUndocumented, keeps: sides.keeps, membersOf });
        const expected = new Map<string, number>();
        for (const value of values) {
          const found = walk.over(shapeOf('/thing'), direction, value);
          expect((found & FOUND.undocumented) !== 0).toBe(plainly(shapeOf('/thing'), value, expected));
          if ((found & FOUND.kept) === 0) expect(sides.find('/thing', direction, value)).toEqual([]);
          expect((found & FOUND.kept) !== 0).toBe(sides.mayCarry(shapeOf('/thing'), direction, value));
        }
        const counts = new Map<string, number>();
        for (const { shape, count, members } of walk.counted(direction))
          for (const { pointer } of shape.declared) {
            add(counts, pointer, count);
            for (const { text, times } of members) if (times > 0) add(counts, `${pointer} ${text}`, times);
          }
        expect(new Map([...counts].sort())).toEqual(new Map([...expected].sort()));
        expect([...walk.counted(direction)]).toEqual([]);
      }),
    );
  },
);

test('A walk goes 200 levels down, says that the body goes on, and counts nothing below.', () => {
  const walk = createBodyWalk({ isUndocumented, keeps: sides.keeps });
  let body: JsonValue = { other: 1 };
  for (let depth = 0; depth < 300; depth += 1) body = depth % 2 === 0 ? { thing: body } : { part: body };
  expect(walk.over(shapeOf('/thing'), 'request', body)).toBe(FOUND.deeper);
  expect([...walk.counted('request')].reduce((sum, { count }) => sum + count, 0)).toBe(201);
});
