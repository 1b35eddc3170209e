import type { Files } from '../../src/io/index.js';
import { InputError } from '../../src/model/index.js';

/** Files that are only a record: `{ '/docs/openapi.yaml': 'openapi: 3.1.0 …' }`. */
export function memoryFiles(content: Readonly<Record<string, string | Uint8Array>>): Files {
  const read = (uri: string): Uint8Array => {
    const found = Object.hasOwn(content, uri) ? content[uri] : undefined;
    if (found === undefined) throw new InputError('not-found', 'there is no such file', { place: { source: uri } });
    return typeof found === 'string' ? new TextEncoder().encode(found) : found;
  };
  return {
    read: async (uri) => read(uri),
    realPath: async (uri) => uri,
    async *stream(uri) {
      yield read(uri);
    },
  };
}
