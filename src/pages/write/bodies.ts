import { canonicalJson, type JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { jsonOf, type Message } from '../read/message.js';
import { bodyEntry, returnedEntry } from '../reference/collect.js';
import { itemsOf, type Shape, shapeOf } from '../reference/envelopes.js';
import type { DescribedOperation } from '../reference/operations.js';
import { chainOf, type TypeEntry } from '../reference/types.js';
import type { Conventions, Envelope } from '../templates/conventions.js';
import { sourceOf, type WriteContext } from './context.js';
import { bodyValue, exampleObject, mediaTypeOf, type NamedExample } from './examples.js';
import { inferSchema } from './infer.js';
import { propertySchema } from './property.js';

/** The request body of an operation (OpenAPI 3.1 §4.8.13), undefined where no page has one. */
export function requestBody(
  context: WriteContext,
  { descriptions }: DescribedOperation,
  examples: readonly NamedExample[],
): JsonObject | undefined {
  const requests = examples.flatMap(({ name, page, placed }) =>
    placed.example.request ? [{ name, page, message: placed.example.request.message }] : [],
  );
  const sent = requests.filter(({ message }) => message.body);
  const schemas: JsonObject[] = [];
  for (const { page } of descriptions) {
    const own = sent.filter((each) => each.page === page).map(({ message }) => message);
    const schema = bodySchema(context, page, own);
    if (schema) schemas.push(schema);
  }
  if (schemas.length === 0 && sent.length === 0) return undefined;
  const [first] = descriptions;
  const row = first?.page.headers.find(({ name }) => name.toLowerCase() === 'content-type');
  const content: Record<string, JsonObject> = {};
  for (const type of mediaTypes(sent.map(({ message }) => message))) {
    const named = sent.filter(({ message }) => mediaTypeOf(message) === type);
    content[type] = {
      ...(first && row ? { 'x-source': sourceOf(first.page, row.line) } : {}),
      ...mediaType(isJsonType(type) ? anyOf(schemas) : textSchema(type), named),
    };
  }
  const isRequired = requests.length > 0 && sent.length === requests.length;
  return { required: isRequired, content };
}

function mediaTypes(messages: readonly Message[]): string[] {
  const types = [...new Set(messages.map(mediaTypeOf))];
  return types.length > 0 ? types : ['application/json'];
}

function isJsonType(type: string): boolean {
  return /[/+]json$/.test(type);
}

function textSchema(type: string): JsonObject {
  return /^text\/|xml$/.test(type) ? { type: 'string' } : {};
}

/** A media type with its schema and examples (OpenAPI 3.1 §4.8.14). */
function mediaType(
  schema: JsonObject | undefined,
  named: readonly { name: string; page: Page; message: Message }[],
): JsonObject {
  const examples = named.flatMap(({ name, page, message }) => {
    const value = bodyValue(message);
    return value === undefined ? [] : [[name, exampleObject(page, message, value)] as const];
  });
  return {
    ...(schema ? { schema } : {}),
    ...(examples.length > 0 ? { examples: Object.fromEntries(examples) } : {}),
  };
}

/** One schema where all are the same, else each as an alternative. */
function anyOf(schemas: readonly JsonObject[]): JsonObject | undefined {
  const different = [...new Map(schemas.map((schema) => [canonicalJson(schema), schema])).values()];
  return different.length > 1 ? { anyOf: different } : different[0];
}

/** The schema of the body from a page's sentence and table, else from its examples. */
function bodySchema(context: WriteContext, page: Page, messages: readonly Message[]): JsonObject | undefined {
  const samples = messages.flatMap((message) => jsonOf(message) ?? []);
  const entry = bodyEntry(page, context.index);
  if (entry) {
    const shown = withShown(context, entry, samples);
    const required = page.body.areRequired ? requiredOf(page, messages) : [];
    return required.length > 0 ? { allOf: [shown], required } : shown;
  }
  if (page.body.rows.length > 0) return actionSchema(context, page, messages);
  return samples.length > 0 ? { ...inferSchema(samples), 'x-inferred': true } : undefined;
}

/** The properties that are said to be required of a new object, and that each of the page's requests has. */
function requiredOf(page: Page, messages: readonly Message[]): string[] {
  const samples = messages.flatMap((message) => jsonOf(message) ?? []);
  if (samples.length === 0) return [];
  return [...new Set(page.body.rows.map(({ name }) => name))].filter((name) => isInAll(samples, name));
}

function isInAll(samples: readonly JsonNode[], name: string): boolean {
  return samples.every(({ members }) => members?.some((member) => member.name === name));
}

/** The parameters of an action, which form an object. */
function actionSchema(context: WriteContext, page: Page, messages: readonly Message[]): JsonObject {
  const samples = messages.flatMap((message) => jsonOf(message) ?? []);
  const properties = page.body.rows.map((row) => {
    const values = samples.flatMap(({ members = [] }) =>
      members.flatMap(({ name, node }) => (name === row.name ? [node] : [])),
    );
    const evidence = { near: page.namespace?.text ?? '', values, isKey: false, isServerSet: false, isSent: true };
    return [row.name, propertySchema(context, [{ page, row }], evidence)] as const;
  });
  const required = page.body.rows
    .filter(({ notes }) => notes.isRequired)
    .map(({ name }) => name)
    .filter((name) => isInAll(samples, name));
  return {
    type: 'object',
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
    properties: Object.fromEntries(properties),
  };
}

/** References to the type, and to the derived types that the samples show. */
function withShown(context: WriteContext, declared: TypeEntry, samples: readonly JsonNode[]): JsonObject {
  const shown = new Set([declared]);
  for (const sample of samples) {
    const name = context.index.typeShown(sample);
    const entry = name === undefined ? undefined : context.index.byFullName(name);
    if (entry && chainOf(entry, context.index).includes(declared)) shown.add(entry);
  }
  const references = [...shown].map((entry) => context.refTo(entry));
  const [only = {}] = references;
  return references.length === 1 ? only : { anyOf: references };
}

/** The content of a response (OpenAPI 3.1 §4.8.17): undefined where it has no body. */
export function responseContent(
  context: WriteContext,
  status: number,
  pages: readonly { readonly page: Page; readonly isPromised: boolean }[],
  named: readonly { readonly name: string; readonly page: Page; readonly message: Message }[],
): JsonObject | undefined {
  const withBody = named.filter(({ message }) => message.body);
  const schemas: JsonObject[] = [];
  for (const { page, isPromised } of pages) {
    const own = withBody.filter((each) => each.page === page).map(({ message }) => message);
    const isShownEmpty = own.length === 0 && named.some((each) => each.page === page && isEmpty(each.message));
    const schema = isShownEmpty ? undefined : responseSchema(context, status, page, own, isPromised);
    if (schema) schemas.push(schema);
  }
  if (withBody.length === 0 && schemas.length === 0) return undefined;
  const content: Record<string, JsonObject> = {};
  for (const type of mediaTypes(withBody.map(({ message }) => message)))
    content[type] = mediaType(
      isJsonType(type) ? anyOf(schemas) : textSchema(type),
      withBody.filter(({ message }) => mediaTypeOf(message) === type),
    );
  return content;
}

/** Whether a message has no body, and no header field speaks of one: examples leave out bodies, too. */
function isEmpty({ body, fields }: Message): boolean {
  return !body && !fields.some(({ name, value }) => /^content-(?:type|length)$/i.test(name) && value.trim() !== '0');
}

function responseSchema(
  context: WriteContext,
  status: number,
  page: Page,
  messages: readonly Message[],
  isPromised: boolean,
): JsonObject | undefined {
  const samples = messages.flatMap((message) => jsonOf(message) ?? []);
  const entry = status < 300 ? returnedEntry(page, context.index) : undefined;
  if (!entry) return samples.length > 0 ? { ...inferSchema(samples), 'x-inferred': true } : undefined;
  if (messages.length === 0 && (!isPromised || status === 204)) return undefined;
  const { conventions } = context.index;
  const shown = samples.flatMap((sample) => itemsOf(sample, conventions));
  const items = withShown(context, entry, shown);
  if (samples.length === 0) return page.promised.isCollection ? collectionSchema(items, conventions.envelope) : items;
  const shapes = [...new Set(samples.map((sample) => shapeOf(sample, conventions)))];
  return anyOf(shapes.map((shape) => shapeSchema(shape, items, conventions)));
}

/** The schema of a body of that shape. */
function shapeSchema(shape: Shape, items: JsonObject, { envelope }: Conventions): JsonObject {
  if (shape === 'collection') return collectionSchema(items, envelope);
  if (shape === 'single' || !envelope) return items;
  const { member } = envelope;
  return {
    anyOf: [items, { type: 'object', required: [member], properties: { [member]: items }, 'x-inferred': true }],
  };
}

/** A collection in its envelope. */
function collectionSchema(items: JsonObject, envelope: Envelope | undefined): JsonObject {
  const list = { type: 'array', items };
  if (!envelope) return list;
  const { member, beside } = envelope;
  return { type: 'object', required: [member], properties: { ...beside, [member]: list } };
}
