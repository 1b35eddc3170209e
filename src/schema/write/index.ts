import type { SchemaDialect } from '../dialects/dialect.js';
import { type DialectName, dialectOf } from '../dialects/index.js';
import { anyOfWriter } from './any-of.js';
import { typeListWriter } from './type-list.js';
import type { SchemaWriter } from './writer.js';

const WRITERS: Readonly<Record<SchemaDialect['severalTypes'], SchemaWriter>> = {
  'type-list': typeListWriter,
  'any-of': anyOfWriter,
};

/** The writer for the schemas of a dialect. */
export function writerOf(name: DialectName): SchemaWriter {
  return WRITERS[dialectOf(name).severalTypes];
}
