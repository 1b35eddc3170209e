import type { Contract, Example, MediaContent } from '../contract/index.js';
import { isObject, type JsonValue } from '../model/index.js';

type Shape = ReturnType<Contract['schemas']['shapes']['of']>;

/** Examples without what is only written: they do not change. */
const cleaned = new WeakMap<Example, JsonValue>();

/** The value of an example without its `writeOnly` members, which are never read (JSON Schema 2020-12 Validation §9.4). The same object where there are none. */
export function readableValue(contract: Contract, { schema }: MediaContent, example: Example): JsonValue {
  if (schema === undefined || example.bytes) return example.value;
  const known = cleaned.get(example);
  if (known !== undefined) return known;
  const clean = withoutWriteOnly(example.value, contract.schemas.shapes.of(schema));
  cleaned.set(example, clean);
  return clean;
}

function withoutWriteOnly(value: JsonValue, shape: Shape): JsonValue {
  if (!shape) return value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => withoutWriteOnly(item, shape.item(index)));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  let changed: Record<string, JsonValue | undefined> | undefined;
  for (const [name, member] of Object.entries(value)) {
    const below = shape.property(name);
    if (member === undefined || !below) continue;
    const isClients = below.schemas.some(({ node }) => node.writeOnly === true);
    const clean = isClients ? undefined : withoutWriteOnly(member, below);
    if (clean === member) continue;
    changed ??= { ...value };
    if (clean === undefined) delete changed[name];
    else changed[name] = clean;
  }
  return changed ?? value;
}
