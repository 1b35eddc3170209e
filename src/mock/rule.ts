import { type CompiledOperation, cookieValue, type ParameterSources, wantedSchema } from '../contract/index.js';
import { at, isContainer, isObject, type JsonObject, type JsonValue, sameJson } from '../model/index.js';

/** The facts of a request that choose the response which belongs to it. */
export interface RequestFacts {
  readonly sources: ParameterSources;
  readonly body: JsonValue | undefined;
}

/**
 * A test for requests, such as `x-docproof-when: { body: { /riskLevel: high }, query: { top: 1 }, path: { id: 7 } }`,
 * with values for `header` and `cookie`, too.
 * A value must be equal; one of the form `{ schema: … }` must be valid against that JSON Schema.
 * @throws InputError `no-code-generation` for a schema that has no validator where code may not be generated
 */
export function ruleOf(when: JsonObject, compiled: CompiledOperation): (facts: RequestFacts) => boolean {
  const { body, ...parameters } = when;
  const tests: ((facts: RequestFacts) => boolean)[] = [];
  for (const [pointer, wanted] of entriesOf(body))
    tests.push(bodyTest(wanted, pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`, compiled));
  for (const [place, members] of Object.entries(parameters)) {
    for (const [name, wanted] of entriesOf(members)) {
      const fits = expectation(wanted, compiled);
      tests.push(({ sources }) => fits(valueAt(place, name, sources, compiled)));
    }
  }
  return (facts) => tests.every((test) => test(facts));
}

function entriesOf(value: JsonValue | undefined): [string, JsonValue][] {
  return isObject(value) ? Object.entries(value).map(([name, member]) => [name, member ?? null]) : [];
}

/** A parameter as its schema reads it where it is documented, else its text. */
function valueAt(
  place: string,
  name: string,
  sources: ParameterSources,
  compiled: CompiledOperation,
): JsonValue | undefined {
  const isHeader = place === 'header';
  const documented = compiled.parameters.find(
    (parameter) =>
      parameter.place === place &&
      (isHeader ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name),
  );
  if (documented) return documented.read(sources).value;
  if (place === 'query') return sources.query.get(name)?.at(-1);
  if (place === 'cookie') return cookieValue(sources.headers, name);
  const field = isHeader ? sources.headers[name.toLowerCase()] : undefined;
  return typeof field === 'string' ? field : field?.[0];
}

function bodyTest(wanted: JsonValue, pointer: string, compiled: CompiledOperation): (facts: RequestFacts) => boolean {
  const fits = expectation(wanted, compiled);
  return ({ body }) => fits(at(body, pointer));
}

/** A test of a value: equal to the wanted one, or valid against a schema. */
function expectation(wanted: JsonValue, { validatorOf }: CompiledOperation): (value: JsonValue | undefined) => boolean {
  const schema = wantedSchema(wanted);
  if (schema) {
    const isValid = validatorOf(schema);
    return (value) => value !== undefined && isValid(value);
  }
  return (value) =>
    value !== undefined &&
    (sameJson(wanted, value) || (!isContainer(value) && !isContainer(wanted) && String(wanted) === String(value)));
}
