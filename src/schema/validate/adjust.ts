import { isObject } from '../../model/index.js';
import type { Direction } from '../direction.js';
import type { Defect } from '../read/defects.js';
import type { NormalSchema } from '../read/normal.js';
import type { Shape } from '../shape.js';
import { isKeptFrom } from '../shape-facts.js';
import type { Members } from './discriminator.js';

/** Whether null is admitted where an enumeration or a composition does not, as its text is. */
export function isTolerant({ node, keywords }: NormalSchema): boolean {
  return (
    (Array.isArray(node.enum) && !node.enum.includes(null)) || COMPOSITIONS.some((name) => keywords[name] !== undefined)
  );
}

const COMPOSITIONS = ['allOf', 'anyOf', 'oneOf', 'not'];

/** Of what says whether null is admitted, null is wrong whatever else admits it. */
export function isNotOfNull({ types }: Defect): boolean {
  return types.length !== 1 || types[0] !== 'null';
}

/**
 * A composition that admits null is wrapped: its `type` and `enum` include null already.
 * @param mark tells that a part made here comes from the same schema
 */
export function admitNull(schema: Members, mark: (part: object) => void): void {
  if (!COMPOSITIONS.some((name) => schema[name] !== undefined)) return;
  const rest = { ...schema };
  mark(rest);
  for (const name of Object.keys(schema)) delete schema[name];
  schema.anyOf = [{ type: 'null' }, rest];
}

/**
 * A request neither has to carry `readOnly` members nor are they judged there; a response does not have to carry
 * `writeOnly` ones (OpenAPI 3.0.3 §4.7.24.2: "required" applies to the one side only; JSON Schema 2020-12 §9.4: the
 * receiver ignores them).
 */
export function excuseOtherSide(members: Members, shape: Shape | undefined, direction: Direction): void {
  const { required, properties } = members;
  if (!shape || !(Array.isArray(required) || isObject(properties))) return;
  const belongsToOther = (name: string): boolean => isKeptFrom(shape.property(name), direction);
  if (Array.isArray(required))
    members.required = required.filter((name) => typeof name !== 'string' || !belongsToOther(name));
  if (direction === 'response' || !isObject(properties)) return;
  const kept: Members = Object.create(null);
  for (const [name, schema] of Object.entries(properties)) {
    if (schema !== undefined) kept[name] = belongsToOther(name) ? true : schema;
  }
  members.properties = kept;
}
