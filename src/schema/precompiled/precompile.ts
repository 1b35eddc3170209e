import { canonicalJson, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import type { DialectName } from '../dialects/index.js';
import type { Direction } from '../direction.js';
import type { Engines } from '../validate/engine-port.js';
import { createSchemas, type Schemas } from '../validate/schemas.js';
import { PRECOMPILED, type Table } from './module.js';
import { schemaPlaces } from './places.js';
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

/** The text of all functions together may have so many UTF-16 units. */
const MOST_TEXT = 64_000_000;

/**
 * Compiles all schemas of a document by which values may be judged, for both directions, as text. What cannot be
 * compiled at all has no validator in any run, and no text.
 * @param root as it is read where the text runs
 * @param apart schemas of their own, which are no part of the description
 */
export function precompile(root: JsonObject, dialect: DialectName, apart: readonly JsonObject[]): PrecompiledText {
  const texts = createTexts();
  const leftOut: Pointer[] = [];
  const document = createTable();
  const { engines, finish } = recorded(texts, document);
  const prepare = (schemas: Schemas, direction: Direction, pointers: Iterable<Pointer>): void => {
    for (const pointer of pointers) {
      if (texts.size > MOST_TEXT) leftOut.push(pointer);
      else schemas.prepare(pointer, direction);
      finish();
    }
  };
  const schemas = createSchemas(root, dialect, engines);
  // Whether texts in items are read as the JSON that they hold depends on who asks.
  const reading = createSchemas(root, dialect, engines);
  const places = schemaPlaces(root, schemas);
  for (const direction of DIRECTIONS) {
    const { values, items } = places[direction];
    prepare(schemas, direction, values);
    for (const pointer of items) reading.readContents(pointer);
    prepare(reading, direction, items);
  }
  for (const direction of DIRECTIONS) prepare(schemas, direction, places[direction].others);
  const tables = apart.map((schema) => [canonicalJson(schema), apartTable(schema, texts)] as const);
  const made = { version: PRECOMPILED, document: document.table, apart: Object.fromEntries(tables) };
  return { tables: JSON.stringify(made), functions: `[\n${texts.list.join(',\n')}\n]`, leftOut };
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

const DIRECTIONS = ['request', 'response'] as const;

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
