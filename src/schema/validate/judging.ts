import type { SchemaDialect } from '../dialects/dialect.js';
import { CONTENT_KEYWORDS, JUDGING_KEYWORDS } from '../keywords.js';

/**
 * Whether a keyword says something about validity, and so reaches the validator.
 * @param readsContents whether texts are read as the JSON that they hold
 */
export function saysSomething(name: string, { keywords }: SchemaDialect, readsContents: boolean): boolean {
  const isJudging = JUDGING_KEYWORDS.has(name) || (readsContents && CONTENT_KEYWORDS.has(name));
  return isJudging && !(Object.hasOwn(keywords, name) && keywords[name] === 'annotation');
}
