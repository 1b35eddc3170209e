import { beforeAll, describe, expect, test } from 'vitest';
import { type Contract, checkExchange, loadContract } from '../../src/api/index.js';
import { at, child, isObject, type JsonObject, type JsonValue, type Pointer, tokensOf } from '../../src/model/index.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';

/** One fault, put into a valid body, and what must be said of it. */
interface Mutant {
  readonly name: string;
  readonly body: JsonValue;
  /** `location keyword` */
  readonly expected: string;
}

let contract: Contract;
beforeAll(async () => {
  contract = await loadContract();
});

/** The value with another at a place; undefined takes the member out. */
function replaced(value: JsonValue, [head, ...rest]: readonly string[], by: JsonValue | undefined): JsonValue {
  if (head === undefined) return by ?? null;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === head ? replaced(item, rest, by) : item));
  if (!isObject(value)) return value;
  const copy: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || (name === head && rest.length === 0 && by === undefined)) continue;
    copy[name] = name === head ? replaced(member, rest, by) : member;
  }
  if (rest.length === 0 && by !== undefined && !Object.hasOwn(value, head)) copy[head] = by;
  return copy;
}

/** Every place in a value, the value itself first. */
function placesOf(value: JsonValue, place: Pointer = ''): Pointer[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, child(place, index)))
    : isObject(value)
      ? Object.entries(value).flatMap(([name, member]) =>
          member === undefined ? [] : placesOf(member, child(place, name)),
        )
      : [];
  return [place, ...below];
}

/** What the document says of a place: the members of every schema that applies there, together. */
function rulesAt(schema: Pointer, place: Pointer): JsonObject {
  let shape = contract.schemas.shapes.of(schema);
  for (const token of tokensOf(place)) shape = shape?.property(token) ?? shape?.item(Number(token));
  const rules: Record<string, JsonValue> = {};
  const required = new Set<string>();
  for (const { node } of shape?.schemas ?? []) {
    for (const [name, value] of Object.entries(node))
      if (value !== undefined && rules[name] === undefined) rules[name] = value;
    if (Array.isArray(node.required))
      for (const name of node.required) if (typeof name === 'string') required.add(name);
  }
  return { ...rules, required: [...required] };
}

/** The catalogue: one mutant a rule that can be broken at this place. */
function mutantsAt(body: JsonValue, schema: Pointer, place: Pointer, direction: 'request' | 'response'): Mutant[] {
  const value = at(body, place);
  const rules = rulesAt(schema, place);
  const tokens = tokensOf(place);
  const make = (name: string, by: JsonValue | undefined, keyword: string, where = place): Mutant => ({
    name: `${name} at ${place}`,
    body: replaced(body, tokens, by),
    expected: `${where} ${keyword}`,
  });
  const types = Array.isArray(rules.type) ? rules.type : rules.type === undefined ? [] : [rules.type];
  const isReadOnly = rules.readOnly === true && direction === 'request';
  if (isReadOnly || value === undefined) return [];
  // The branches of anyOf with scalars: whatever breaks them all is said once, of the whole.
  const isChoice = Array.isArray(rules.anyOf) && !isObject(value) && !(value === null && types.includes('object'));
  const mutants: Mutant[] = [];
  if (isChoice && typeof value === 'number')
    return [make('text for a Double', 'north', 'anyOf'), make('an object for a Double', { a: 1 }, 'anyOf')];
  if (isChoice) return [];
  if (types.length > 0 && !isObject(value) && !Array.isArray(value)) {
    mutants.push(make('an object', { a: 1 }, types.includes('object') ? 'x' : 'type'));
    if (types.includes('string')) mutants.push(make('a number', 7, 'type'), make('a boolean', true, 'type'));
    if (types.includes('integer'))
      mutants.push(
        make('a fraction', 1.5, 'type'),
        make('text', '7', 'type'),
        make('too much', 2 ** 31, 'maximum'),
        make('too little', -(2 ** 31) - 1, 'minimum'),
      );
    if (types.includes('boolean')) mutants.push(make('text', 'true', 'type'));
    if (!types.includes('null')) mutants.push(make('null', null, 'type'));
  }
  if (Array.isArray(rules.enum) && typeof value === 'string')
    mutants.push(
      make('no member', 'noSuchMember', 'enum'),
      make('another case', value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase(), 'enum'),
    );
  if (rules.format === 'date-time' && typeof value === 'string')
    mutants.push(make('no date', 'yesterday', 'format'), make('a date without time', '2026-11-20', 'format'));
  if (Array.isArray(value))
    mutants.push(make('an object for a list', {}, 'type'), make('null for a list', null, 'type'));
  if (isObject(value)) {
    mutants.push(make('a list', [], 'type'), make('a text', 'x', 'type'));
    mutants.push({
      name: `another member at ${place}`,
      body: replaced(body, [...tokens, 'notDocumented'], 1),
      expected: `${child(place, 'notDocumented')} undocumented-property`,
    });
    for (const name of Array.isArray(rules.required) ? rules.required.map(String) : []) {
      const isExcused = rulesAt(schema, child(place, name)).readOnly === true && direction === 'request';
      if (!isExcused)
        mutants.push({
          name: `no ${name} at ${place}`,
          body: replaced(body, [...tokens, name], undefined),
          expected: `${place} required`,
        });
    }
  }
  return mutants;
}

describe('one fault in a valid body', () => {
  const verdicts = (path: string, direction: 'request' | 'response', body: JsonValue, good: string): string[] => {
    const message = { headers: HEADERS, body: { state: 'present', content: JSON.stringify(body) } } as const;
    const fine = { headers: HEADERS, body: { state: 'present', content: good } } as const;
    const judged = checkExchange(contract, {
      source: 'mutant',
      index: 0,
      request: { method: 'POST', url: path, ...(direction === 'request' ? message : fine) },
      response: { status: 201, ...(direction === 'response' ? message : fine) },
    });
    return 'violations' in judged
      ? judged.violations
          .filter((violation) => violation.in === direction)
          .map(({ location, keyword }) => `${location} ${keyword}`)
      : ['out of scope'];
  };

  test('A single fault in a valid body is reported at its place with its rule, and nothing else is reported', () => {
    let count = 0;
    const wrong: string[] = [];
    for (const { folder, path } of OPERATIONS) {
      const operation = contract.operations.find(({ operationId }) => operationId === folder);
      if (!operation) throw new Error(folder);
      const created = operation.responses.get('201');
      const compiled = contract.compile(operation);
      const good = payload(folder, '201.realistic');
      for (const direction of ['request', 'response'] as const) {
        const content =
          direction === 'request' ? compiled.requestContent : created && compiled.responseContent(created);
        const schema = content?.get('application/json')?.schema ?? '';
        const body: JsonValue = JSON.parse(
          payload(folder, direction === 'request' ? 'request.realistic' : '201.realistic'),
        );
        expect(verdicts(path, direction, body, good)).toEqual([]);
        for (const place of placesOf(body)) {
          if (tokensOf(place).at(-1) === '@odata.type') continue;
          for (const mutant of mutantsAt(body, schema, place, direction)) {
            count += 1;
            const found = verdicts(path, direction, mutant.body, good);
            if (found.length !== 1 || found[0] !== mutant.expected)
              wrong.push(
                `${path} ${direction}: ${mutant.name}: expected ${mutant.expected}, found ${found.join('; ') || 'nothing'}`,
              );
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });
});
