import type { Contract, MediaContent } from '../../contract/index.js';
import type { Generated, Generator } from '../../generate/index.js';
import { framingOf, parseMediaType } from '../../http/index.js';
import { greatest, isObject, type JsonValue } from '../../model/index.js';
import { valuesUnder } from '../../schema/index.js';

/** So many items are made, unless the document says how many there are. */
const USUAL = 3;
const MOST = 100;

/** What items are made of: the description of one item, and that of the whole sequence. */
export interface ItemSource {
  readonly contract: Contract;
  readonly generator: Generator;
  readonly media: MediaContent;
  /** Of one item (`itemSchema`). */
  readonly item: MediaContent;
}

/** The items of a sequence that were made; or the first one that no value could keep. */
export type MadeItems =
  | { readonly items: readonly JsonValue[] }
  | { readonly index: number; readonly failed: Extract<Generated, { readonly impossible: unknown }> };

/**
 * Makes a sequence: items by their schema, as many as the schema of the whole admits, and the event that ends it where
 * examples end with one.
 * @param seedOf undefined makes the same plain item each time
 */
export async function makeItems(source: ItemSource, seedOf?: (index: number) => string): Promise<MadeItems> {
  const { contract, generator, item } = source;
  const items: JsonValue[] = [];
  const count = countOf(source);
  for (let index = 0; index < count; index += 1) {
    const plain = seedOf ? undefined : await generator.sample(item);
    const made = plain === undefined ? await generator.invent(item, seedOf?.(index) ?? `item ${index}`) : undefined;
    if (made && !('value' in made)) return { index, failed: made };
    items.push(numbered(contract, item, made ? made.value : (plain ?? null), index));
  }
  const end = terminatorOf(item);
  const keepsRules = end !== undefined && contract.schemas.isValid(item.schema ?? '', 'response', end) !== false;
  return { items: keepsRules ? [...items, end] : items };
}

function countOf({ contract, media: { schema } }: ItemSource): number {
  const shape = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
  const numbersUnder = (keyword: string): number[] =>
    (shape ? valuesUnder(shape, keyword) : []).filter((value) => typeof value === 'number');
  const atLeast = greatest(USUAL, numbersUnder('minItems'));
  return Math.min(atLeast, MOST, ...numbersUnder('maxItems'));
}

/** Events that have ids are numbered, so that a client which comes back goes on behind the last one that it has. */
function numbered(
  { schemas }: Contract,
  { key, schema = '' }: MediaContent,
  value: JsonValue,
  index: number,
): JsonValue {
  if (!isEvents(key) || !isObject(value) || value.id === undefined) return value;
  const event = { ...value, id: String(index + 1) };
  return schemas.isValid(schema, 'response', event) === false ? value : event;
}

/**
 * The event by which a sequence says that it ends, as `data: [DONE]`: the last one of an example, where only its data
 * is not JSON.
 */
function terminatorOf({ key, examples }: MediaContent): JsonValue | undefined {
  if (!isEvents(key)) return undefined;
  const ofFirst = examples.filter(({ name }) => name === examples[0]?.name).map(({ value }) => value);
  const end = ofFirst.at(-1);
  return ofFirst.length > 1 && !isJsonEvent(end) && ofFirst.slice(0, -1).every(isJsonEvent) ? end : undefined;
}

function isJsonEvent(value: JsonValue | undefined): boolean {
  if (!isObject(value) || typeof value.data !== 'string') return false;
  try {
    JSON.parse(value.data);
    return true;
  } catch {
    return false;
  }
}

function isEvents(key: string): boolean {
  const type = parseMediaType(key);
  return type !== undefined && framingOf(type) === 'events';
}
