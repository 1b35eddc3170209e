import { InputError } from '../../model/index.js';

/** An InputError with its cure in the message, since Playwright shows nothing else. Any other error is itself. */
export function cured(error: unknown): unknown {
  if (!(error instanceof InputError) || error.cure === undefined) return error;
  return new Error(`${error.message}. ${error.cure}`);
}

/** Runs something. @throws what {@link cured} makes of its error, at once or by its promise */
export function withCure<T>(run: () => Promise<T> | T): Promise<T> {
  try {
    return Promise.resolve(run()).catch((error: unknown) => {
      throw cured(error);
    });
  } catch (error) {
    throw cured(error);
  }
}
