import type { Document, ScalarTag, Tags, visit } from 'yaml';

/** What `printable` shows, but tabs and line breaks. */
const HIDDEN = /[^\P{Cc}\t\r\n]|[\p{Cf}\p{Cs}\u2028\u2029]/u;

/** Those that JSON does not escape. */
const RAW = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const FORMAT = 'ESCAPED';

const ESCAPED: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  format: FORMAT,
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  stringify: ({ value }) => JSON.stringify(value).replace(RAW, escaped),
};

/** The option of `yaml` without which `escapeHidden` cannot write. */
export const escapeOption = { customTags: (tags: Tags): Tags => [...tags, ESCAPED] };

/**
 * Lets a YAML document write text with control and format characters in double quotes with escapes (YAML 1.2 §5.7):
 * what a client sent must not turn or hide what a reader sees. Text that a person wrote without double quotes stays as
 * it is.
 * @param document made with `escapeOption`
 * @param visitAll `visit` of the package `yaml`, which is loaded with its first use
 */
export function escapeHidden(document: Document.Parsed | Document, visitAll: typeof visit): void {
  visitAll(document, {
    Scalar(_key, node) {
      const isOurs = node.type === undefined || node.type === 'QUOTE_DOUBLE';
      if (isOurs && typeof node.value === 'string' && HIDDEN.test(node.value)) node.format = FORMAT;
    },
  });
}

/** `\u` with four digits or `\U` with eight: pairs of surrogates are JSON's way only. */
function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
