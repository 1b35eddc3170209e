import type { JsonValue } from '../../model/index.js';
import type { AjvEngine } from './ajv-engine.js';
import { createAjvEngine } from './ajv-engine.js';
import type { Validate } from './compiler.js';
import { asObject, type Engine, type EngineOptions } from './engine-port.js';
import { createFirst } from './first/first.js';
import { compiledNow } from './later.js';

/** Fulfilled when engines can be made. */
export async function loadEngine(): Promise<void> {
  // What makes them is loaded with this file, and ajv itself with the first schema that is compiled.
}

/**
 * An engine that compiles a schema by ajv once enough values were held against it, and judges by reading it until then.
 * Where digits are compared, all is compiled at once.
 */
export function createEngine(options: EngineOptions): Engine {
  const { isExact, kind } = options;
  if (isExact) return createAjvEngine(options);
  const given = new Set<string>();
  let made: AjvEngine | undefined;
  // A schema that no code leads to is not given to ajv, which would look for names in it.
  const give = (id: string, { add }: AjvEngine): JsonValue | undefined => {
    const schema = options.schemaOf(id);
    if (schema !== undefined && !given.has(id)) add(id, asObject(schema));
    given.add(id);
    return schema;
  };
  const ajv = (): AjvEngine => {
    if (made) return made;
    // Where each fault is looked for, what a value leads to is compiled with the first one.
    const ofReferences = kind === 'fast' ? { validatorOf: (id: string) => first.starting(id) } : {};
    const engine = createAjvEngine({ ...options, ...ofReferences, schemaOf: (id) => give(id, engine) });
    made = engine;
    return engine;
  };
  const compile = (id: string): Validate =>
    compiledNow(() => {
      give(id, ajv());
      return ajv().get(id);
    }, id);
  const first = options.first ?? createFirst({ ...options, compile });
  return {
    // They are asked for when they are needed.
    add: () => {},
    get: (id) => (kind === 'fast' ? first.starting(id) : first.starting(id, compile)),
    evaluation: {
      unevaluatedMembers: (schema, value) => ajv().evaluation.unevaluatedMembers(schema, value),
      unevaluatedItems: (schema, value) => ajv().evaluation.unevaluatedItems(schema, value),
    },
    first,
    exactness: undefined,
  };
}
