import type { CompiledParameter, Contract, MediaContent } from '../../contract/index.js';
import { parseMediaType } from '../../http/index.js';
import type { JsonValue } from '../../model/index.js';
import { type Eventually, eventually } from '../answer.js';
import type { WrittenHeaders } from '../headers.js';
import type { Memory } from '../memory.js';
import { type PartFields, writeMultipart } from './write.js';

/** Makes the documented header fields that the parts of a value have; undefined where it has no parts with any. */
export type PartFieldsMaker = (media: MediaContent, value: JsonValue) => Eventually<PartFields | undefined>;

/** @param write writes documented headers, such as those of a part */
export function createPartFields(
  { schemas }: Contract,
  write: (headers: readonly CompiledParameter[]) => Eventually<WrittenHeaders>,
  memory: Memory,
): PartFieldsMaker {
  const known = memory.table<readonly CompiledParameter[], WrittenHeaders>('headers of parts');
  return (media, value) => {
    if (parseMediaType(media.key)?.type !== 'multipart' || typeof value === 'string') return undefined;
    const found = new Map<readonly CompiledParameter[], WrittenHeaders | undefined>();
    // Written once without them, to learn which parts there are.
    writeMultipart(
      media,
      value,
      (schema) => (schema === undefined ? undefined : schemas.shapes.of(schema)),
      (headers) => {
        if (headers.length > 0) found.set(headers, known.get(headers));
        return {};
      },
    );
    if (found.size === 0) return undefined;
    const fieldsOf: PartFields = (headers) => found.get(headers) ?? {};
    const missing = [...found].filter(([, fields]) => fields === undefined).map(([headers]) => headers);
    if (missing.length === 0) return fieldsOf;
    return eventually(Promise.all(missing.map(write)), (written) => {
      for (const [index, headers] of missing.entries()) {
        const fields = written[index] ?? {};
        found.set(headers, fields);
        known.set(headers, fields);
      }
      return fieldsOf;
    });
  };
}
