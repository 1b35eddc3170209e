import type { Contract, Example, MediaContent } from '../contract/index.js';
import { isObject, type JsonValue, type Pointer } from '../model/index.js';
import { isKeptFrom, type Shape } from '../schema/index.js';
import type { Memory } from './memory.js';

/** The documented values of a media type, as a client may see them. */
export interface DocumentedValues {
  /**
   * The value of an example without its `writeOnly` members, which a response never carries (JSON Schema 2020-12
   * Validation §9.4).
   * The same object if there are none.
   */
  readable(media: MediaContent, example: Example): JsonValue;
  /** The readable value that a changed response starts from. Undefined where the document has no example. */
  base(media: MediaContent, wanted?: Example): JsonValue | undefined;
}

/** The documented values of a contract. Each example is cleaned once. */
export function createDocumentedValues(contract: Contract, memory: Memory): DocumentedValues {
  const cleaned = memory.table<Example, JsonValue>('readable examples');
  const shapeOf = (schema: Pointer | undefined): Shape | undefined =>
    schema === undefined ? undefined : contract.schemas.shapes.of(schema);
  const readable = ({ schema, item }: MediaContent, example: Example): JsonValue => {
    if ((schema ?? item) === undefined || example.bytes) return example.value;
    const known = cleaned.get(example);
    if (known !== undefined) return known;
    const whole = withoutWriteOnly(example.value, shapeOf(schema));
    const itemShape = shapeOf(item?.schema);
    const clean =
      itemShape && Array.isArray(whole) ? sameUnlessChanged(whole, (each) => withoutWriteOnly(each, itemShape)) : whole;
    cleaned.set(example, clean);
    return clean;
  };
  return {
    readable,
    base(media, wanted) {
      const example = baseExample(contract, media, wanted);
      return example && readable(media, example);
    },
  };
}

/** The example to start from: the requested one, else the first that is valid against its schema, else the first. */
function baseExample(contract: Contract, media: MediaContent, wanted: Example | undefined): Example | undefined {
  const { schema } = media;
  if (wanted && wanted !== media.examples[0]) return wanted;
  if (schema === undefined) return media.examples[0];
  return (
    media.examples.find(({ value }) => contract.schemas.isValid(schema, 'response', value) === true) ??
    media.examples[0]
  );
}

function withoutWriteOnly(value: JsonValue, shape: Shape | undefined): JsonValue {
  if (!shape) return value;
  if (Array.isArray(value)) return sameUnlessChanged(value, (item, index) => withoutWriteOnly(item, shape.item(index)));
  if (!isObject(value)) return value;
  let changed: Record<string, JsonValue | undefined> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const below = shape.property(name);
    if (member === undefined || !below) continue;
    const clean = isKeptFrom(below, 'response') ? undefined : withoutWriteOnly(member, below);
    if (clean === member) continue;
    changed ??= { ...value };
    if (clean === undefined) delete changed[name];
    else changed[name] = clean;
  }
  return changed ?? value;
}

/** The list itself where no item changes: others recognise it by its object. */
function sameUnlessChanged(
  list: readonly JsonValue[],
  change: (item: JsonValue, index: number) => JsonValue,
): readonly JsonValue[] {
  const items = list.map(change);
  return items.some((item, index) => item !== list[index]) ? items : list;
}
