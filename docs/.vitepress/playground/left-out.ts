/**
 * Takes the place of files that need Node, in the build of the worker: what they read is refused, and the cure is
 * named.
 */
import { InputError } from '../../../src/model/index.js';

/** Commands of curl are read by the command line only (`curl-command.ts`). */
export function isCurlCommand(): boolean {
  return false;
}

export const readCurlCommand = isCurlCommand;

/** Swagger 2.0 is converted by the command line only (`convert/swagger.ts`). */
export async function convertSwagger(): Promise<never> {
  throw new InputError('unsupported-version', 'Swagger 2.0 is not converted in the browser', {
    cure: 'Convert it first: npx docproof bundle swagger.json -o openapi.json, and paste that.',
  });
}

/**
 * Compressed bodies are undone by Node at once, by browsers only later (`io/content-decoders.ts`). A body that stays
 * compressed is not judged, and the verdict says so.
 */
export function decodeNow(): never {
  throw new TypeError('no content coding is undone here');
}
