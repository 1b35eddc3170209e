import { decodePercent, type JsonObject } from '../../model/index.js';
import type { FieldRow, Page } from '../page.js';
import type { DescribedOperation } from '../reference/operations.js';
import { splitSegments } from '../types/path-template.js';
import { urlSchema } from '../types/primitive.js';
import { described, sourceOf, type WriteContext } from './context.js';
import type { NamedExample } from './examples.js';
import { propertySchema } from './property.js';

/** Header fields that OpenAPI describes elsewhere, or HTTP by itself (3.1 §4.8.12.1). */
const OWN_FIELDS = new Set(['accept', 'authorization', 'content-type', 'content-length', 'host']);

/** The parameters of an operation, each once: those of its path, of queries and of request headers. */
export function operationParameters(
  context: WriteContext,
  operation: DescribedOperation,
  examples: readonly NamedExample[],
): JsonObject[] {
  const [first] = operation.descriptions;
  if (!first) return [];
  const found = new Map<string, JsonObject>();
  const add = (place: string, name: string, parameter: JsonObject): void => {
    const key = `${place} ${place === 'header' ? name.toLowerCase() : name}`;
    if (!found.has(key)) found.set(key, { name, in: place, ...parameter });
  };
  for (const { name, written } of operation.parameters) {
    const row = rowNamed(first.page, name, written);
    add('path', name, {
      ...(row ? described(context, row.description) : {}),
      required: true,
      schema: row ? schemaOf(context, first.page, row) : { type: 'string' },
      ...parameterExamples(examples, (placed) => pathValue(operation.path, name, placed)),
      ...(written.includes('|') ? { 'x-alternatives': written.split('|').map((each) => each.trim()) } : {}),
      'x-source': sourceOf(first.page, row?.line ?? first.line.line),
    });
  }
  for (const { page, line } of operation.descriptions) {
    for (const { name } of line.target.query) {
      const row = page.parameters.find((each) => each.row.name === name)?.row;
      add('query', name, { ...queryParameter(context, page, row), 'x-source': sourceOf(page, row?.line ?? line.line) });
    }
    for (const { in: place, row } of page.parameters) {
      if (place === 'path' || !/^[\w$@.-]+$/.test(row.name)) continue;
      add('query', row.name, { ...queryParameter(context, page, row), 'x-source': sourceOf(page, row.line) });
    }
    for (const row of page.headers) {
      const name = row.name.replace(/^Prefer:.*$/i, 'Prefer').trim();
      if (OWN_FIELDS.has(name.toLowerCase()) || !/^[\w-]+$/.test(name)) continue;
      const isRequired =
        row.notes.isRequired &&
        operation.descriptions.every((each) => each.page.headers.some((other) => other.name === row.name));
      add('header', name, {
        ...described(context, row.description),
        required: isRequired && shownEverywhere(name, examples),
        schema: { type: 'string' },
        'x-source': sourceOf(page, row.line),
      });
    }
  }
  for (const { page, placed } of examples)
    for (const { name } of placed.target?.query ?? [])
      if (/^[\w$@.-]+$/.test(name))
        add('query', name, {
          required: false,
          schema: { type: 'string' },
          'x-inferred': true,
          'x-source': sourceOf(page, placed.example.request?.message.line ?? 1),
        });
  return [...found.values()].map((parameter) =>
    parameter.in === 'query'
      ? { ...parameter, ...parameterExamples(examples, (placed) => queryValue(String(parameter.name), placed)) }
      : parameter,
  );
}

/** The examples of a parameter (OpenAPI 3.1 §4.8.12.2): what each of an operation's several examples has for it. */
function parameterExamples(
  examples: readonly NamedExample[],
  valueIn: (placed: NamedExample['placed']) => string | undefined,
): JsonObject {
  if (examples.length < 2) return {};
  const values = examples.flatMap(({ name, placed }) => {
    const value = valueIn(placed);
    return value === undefined ? [] : [[name, { value }] as const];
  });
  return values.length > 0 ? { examples: Object.fromEntries(values) } : {};
}

function queryValue(name: string, { target }: NamedExample['placed']): string | undefined {
  const pair = target?.query.find((each) => each.name === name);
  return pair && decodePercent(pair.value.replaceAll('+', ' '));
}

/** A row of another spelling is the parameter's too: `period` for `{period_value}`. */
function rowNamed(page: Page, name: string, written: string): FieldRow | undefined {
  const rows = page.parameters.flatMap((each) => (each.in === 'path' ? [each.row] : []));
  const folded = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return (
    rows.find((row) => row.name === name || row.name === written) ??
    rows.find((row) => folded(name).startsWith(folded(row.name)) && folded(row.name).length > 2)
  );
}

function schemaOf(context: WriteContext, page: Page, row: FieldRow): JsonObject {
  const {
    'x-source': _source,
    description: _description,
    deprecated: _deprecated,
    readOnly: _readOnly,
    ...schema
  } = propertySchema(context, [{ page, row }], {
    near: page.namespace?.text ?? '',
    values: [],
    isKey: true,
    isServerSet: false,
    isSent: true,
  });
  const [type, ...others] = row.type?.of ?? [];
  const isPrimitive = type?.kind === 'primitive' && others.length === 0 && schema.type === undefined;
  const written = isPrimitive ? urlSchema(type.primitive) : schema;
  // A URL holds text. Pages do not say how it serializes an object or a list.
  return written.type === undefined || written.type === 'array' ? { type: 'string' } : written;
}

function queryParameter(context: WriteContext, page: Page, row: FieldRow | undefined): JsonObject {
  return {
    ...(row ? described(context, row.description) : {}),
    required: false,
    schema: row?.type ? schemaOf(context, page, row) : { type: 'string' },
  };
}

/** A field that examples leave out is not demanded, whatever the table says. */
function shownEverywhere(name: string, examples: readonly NamedExample[]): boolean {
  const requests = examples.flatMap(({ placed }) => placed.example.request ?? []);
  return (
    requests.length > 0 &&
    requests.every(({ message }) => message.fields.some((field) => field.name.toLowerCase() === name.toLowerCase()))
  );
}

function pathValue(template: string, name: string, { isDeclared, target }: NamedExample['placed']): string | undefined {
  if (!isDeclared || !target) return undefined;
  const wanted = splitSegments(template);
  const written = splitSegments(target.path);
  const at = wanted.findIndex((segment) => segment.includes(`{${name}}`));
  const [open = '', close = ''] = (wanted[at] ?? '').split(`{${name}}`);
  const text = written[at];
  if (at < 0 || text === undefined || open.includes('{') || close.includes('{')) return undefined;
  return text.slice(open.length, text.length - close.length);
}
