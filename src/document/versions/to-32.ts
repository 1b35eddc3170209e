import type { JsonObject } from '../../model/index.js';
import { type Losses, tellGained } from './loss.js';
import { rebuild } from './rebuild.js';

/**
 * A 3.1 description as OpenAPI 3.2, which can say all that 3.1 says in the same words. Fields that only 3.2 has stay,
 * and are named: they said nothing before.
 */
export function raisedTo32(root: JsonObject, losses: Losses): JsonObject {
  return rebuild(root, {
    change(members, place) {
      if (!place.isReference) tellGained(members, place, 2, losses);
      if (place.kind === 'OpenAPI') members.openapi = '3.2.0';
      return 'keep';
    },
  });
}
