import { isContainer, isObject, type JsonValue } from '../model/index.js';
import type { Direction } from './direction.js';
import type { SchemaReader } from './read/reader.js';
import type { Shape } from './shape.js';
import { KEPT_FROM } from './shape-facts.js';

/** Whether the schemas of a shape may lead to one that keeps a member from messages of this direction. */
export type Reach = (shape: Shape, direction: Direction) => boolean;

/**
 * Follows everything in a schema and behind its references. Says yes too where it would have to look at more than
 * `MOST` places, and where a discriminator leads to schemas that nothing refers to.
 */
export function createReach(reader: Pick<SchemaReader, 'resolve'>): Reach {
  return ({ schemas }, direction) => {
    const keyword = KEPT_FROM[direction];
    const seen = new Set<JsonValue>(schemas.map(({ node }) => node));
    // A set hands out what is added to it while it is walked.
    for (const node of seen) {
      if (seen.size > MOST) return true;
      if (isObject(node) && (node[keyword] === true || isObject(node.discriminator))) return true;
      for (const [name, part] of Object.entries(node ?? {})) {
        const next = REFERENCES.has(name) && typeof part === 'string' ? reader.resolve(part) : part;
        if (isContainer(next)) seen.add(next);
      }
    }
    return false;
  };
}

const MOST = 1000;
const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);
