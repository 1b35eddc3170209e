import { InputError } from '../model/index.js';

/**
 * The same error with its cure in the message: tools show nothing else of an error.
 * @returns what is no InputError as it is
 */
export function told(error: unknown): unknown {
  if (!(error instanceof InputError) || error.cure === undefined || error.problem.endsWith(error.cure)) return error;
  const { code, problem, cure, place } = error;
  return new InputError(code, `${problem}. ${cure}`, { cure, cause: error, ...(place ? { place } : {}) });
}
