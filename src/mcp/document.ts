import { type Contract, loadContract } from '../api/index.js';
import { InputError, type JsonObject, type JsonValue } from '../model/index.js';
import type { Folder } from './folder.js';
import { textOf } from './tool.js';

/** The argument `document` of tools. */
export const DOCUMENT: JsonObject = {
  type: 'string',
  description:
    'Path of the OpenAPI document, relative to the folder of this server. Without it: openapi.yaml, .yml or .json there.',
};

const USUAL = ['openapi.yaml', 'openapi.yml', 'openapi.json'];

/**
 * Loads the document of a call.
 * @throws InputError if none exists, or where it cannot be used
 */
export async function contractIn(folder: Folder, named: JsonValue | undefined): Promise<Contract> {
  const name = textOf(named);
  if (name !== undefined) return loadContract(await folder.file(name));
  for (const usual of USUAL) {
    const file = await folder.file(usual).catch((error: unknown) => {
      if (error instanceof InputError && error.code === 'not-found') return undefined;
      throw error;
    });
    if (file !== undefined) return loadContract(file);
  }
  throw new InputError('not-found', `there is no document: the folder has no ${USUAL.join(', ')}`, {
    cure: 'Name it in the argument "document".',
  });
}
