import { canonicalJson, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import type { DialectName } from '../dialects/index.js';
import type { Direction } from '../direction.js';
import { type Engines, PRECOMPILED } from '../validate/engine-port.js';
import { createSchemas } from '../validate/schemas.js';
import type { Table } from './module.js';
import { innerPlaces, type SchemaPlaces, schemaPlaces } from './places.js';
import { createRecorder } from './recorder.js';
import { createTable, type TableDraft } from './table.js';
import { createTexts, type Texts } from './texts.js';

/** The validators of a document as text. */
export interface PrecompiledText {
  /** The list of functions as an expression, in which `f` is this list. */
  readonly functions: string;
  /** All else that is `Precompiled`, as JSON. */
  readonly tables: string;
  /** The schemas by which nothing can be judged then, because the text would become too large. */
  readonly leftOut: readonly Pointer[];
}

/** So many UTF-16 units the text of all functions may have before no further schema is added. */
const MOST_TEXT = 32_000_000;

/**
 * Compiles all schemas of a document by which values may be judged, each for its direction, as text. What cannot be
 * compiled at all has no validator in any run, and no text.
 * @param root as it is read where the text runs
 * @param apart schemas of their own, which are not part of the description
 */
export function precompile(
  root: JsonObject,
  dialect: DialectName,
  apart: readonly JsonObject[],
  mostText = MOST_TEXT,
): PrecompiledText {
  const texts = createTexts();
  const leftOut = new Set<Pointer>();
  const document = createTable();
  const { engines, finish } = recorded(texts, document);
  const schemas = createSchemas(root, dialect, engines);
  // Whether texts in items are read as the JSON that they hold depends on who asks.
  const reading = createSchemas(root, dialect, engines);
  for (const [direction, { values, items }] of placesOf(root)) {
    const known = new Set<Pointer>();
    for (const value of values) {
      // With all that is in it, or not at all.
      if (texts.size > mostText) leftOut.add(value);
      else {
        for (const pointer of innerPlaces(root, schemas, value, known)) {
          schemas.prepare(pointer, direction);
          known.add(pointer);
        }
        if (items.has(value)) reading.readContents(value);
        if (items.has(value)) reading.prepare(value, direction);
        finish();
      }
    }
  }
  const tables = apart.map((schema) => [canonicalJson(schema), apartTable(schema, texts)] as const);
  const made = { version: PRECOMPILED, document: document.table, apart: Object.fromEntries(tables) };
  return { tables: JSON.stringify(made), functions: `[\n${texts.list.join(',\n')}\n]`, leftOut: [...leftOut] };
}

/** The schemas of rules that say when an example is the answer (`x-docproof-when`). */
export function schemasApart(root: JsonValue): JsonObject[] {
  const found: JsonObject[] = [];
  const visit = (node: JsonValue | undefined, isRule: boolean): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, isRule);
    if (!isObject(node)) return;
    const { schema } = node;
    if (isRule && isObject(schema) && Object.keys(node).length === 1) found.push(schema);
    for (const [name, below] of Object.entries(node)) visit(below, isRule || name === 'x-docproof-when');
  };
  visit(root, false);
  return found;
}

function placesOf(root: JsonObject): readonly (readonly [Direction, SchemaPlaces])[] {
  const { request, response } = schemaPlaces(root);
  return [
    ['request', request],
    ['response', response],
  ];
}

function apartTable(schema: JsonObject, texts: Texts): Table {
  const draft = createTable();
  const { engines, finish } = recorded(texts, draft);
  createSchemas(schema, '3.1', engines).prepare('', 'request');
  finish();
  return draft.table;
}

function recorded(texts: Texts, table: TableDraft): { readonly engines: Engines; finish(): void } {
  const { makeEngine, finish } = createRecorder(texts, table);
  return { engines: { ofDocument: makeEngine, ofSchema: () => makeEngine }, finish };
}
