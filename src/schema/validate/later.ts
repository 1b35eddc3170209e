import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import type { Validate } from './compiler.js';

/** What the code of a reference calls: a validator that becomes the one behind it with its first value. */
export interface Later {
  validate: Validate;
}

/** @param find the validator of a schema; it may throw for one that cannot be compiled */
export function compiledLater(find: () => Validate | undefined, id: string): Later {
  const validate = (value: unknown, place?: DataValidationCxt): boolean => {
    later.validate = compiledNow(find, id);
    return later.validate(value, place);
  };
  const later: Later = { validate };
  return later;
}

/** @throws RangeError for a schema that cannot be compiled */
export function compiledNow(find: () => Validate | undefined, id: string): Validate {
  try {
    const found = find();
    if (found) return found;
  } catch (cause) {
    throw new RangeError('a schema is too large to be compiled', { cause });
  }
  throw new RangeError(`there is no schema ${id}`);
}
