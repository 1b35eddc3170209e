import type { Defect } from '../read/defects.js';
import type { NormalSchema } from '../read/normal.js';
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
