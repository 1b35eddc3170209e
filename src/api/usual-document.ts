import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The names of a document that is found without being named. */
export const USUAL_NAMES = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/** The path of the document with a usual name in a folder; undefined where there is none. */
export function usualDocument(folder: string): string | undefined {
  return USUAL_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}
