import { told } from './told.js';

/** Runs something. @throws its error with its cure in the message, at once or by the promise */
export function withCure<T>(run: () => Promise<T> | T): Promise<T> {
  try {
    return Promise.resolve(run()).catch((error: unknown) => {
      throw told(error);
    });
  } catch (error) {
    throw told(error);
  }
}
