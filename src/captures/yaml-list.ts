import { LineBuffer } from './line-buffer.js';
import { readLines } from './lines.js';
import { quotedScalars } from './yaml-quotes.js';

/** An item of more bytes than this is skipped rather than parsed: a YAML parser needs many times its size. */
export const MAX_ITEM = 16 * 1024 * 1024;

/** An item of a list, as the text of a list of one. */
export interface YamlItem {
  /** Nothing where it is too long. */
  readonly text: string;
  /** Of its first line, 1-based. */
  readonly line: number;
  /** The key of its list; undefined at the root. */
  readonly key: string | undefined;
  /** Whether it has more than `MAX_ITEM` bytes. */
  readonly isTooLong: boolean;
  /** Whether the text ends with it: neither another item nor anything else follows. */
  readonly isLast: boolean;
}

/** The item being read. */
interface Draft {
  readonly line: number;
  readonly key: string | undefined;
  readonly lines: LineBuffer;
}

/**
 * The items of a list in block style (YAML 1.2, §8.2.1), found by their indentation, so that a list too long to hold
 * can be read: that at the root, or that under a key which matches.
 *
 * ```
 * http_interactions:
 * - request:          the first item gives the indentation: what begins so deep with a dash is another,
 *     body: |         what is deeper belongs to the item, block scalars too,
 *       - text
 * recorded_with: VCR  and what is as deep without a dash ends the list
 * ```
 */
export async function* readListItems(
  chunks: AsyncIterable<Uint8Array>,
  keys: readonly string[],
): AsyncGenerator<YamlItem> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let key: string | undefined;
  let indentation: number | undefined;
  let isInside = true;
  let draft: Draft | undefined;
  const quotes = quotedScalars();
  for await (const { bytes, number } of readLines(chunks)) {
    const line = decoder.decode(bytes);
    const { isInside: isQuoted, openedAt } = quotes(line);
    if (isQuoted) {
      // Spaces at the start of such a line are not part of the value (YAML 1.2 §7.3): they only please the parser.
      if (draft) draft.lines.add(isIndented(line, openedAt) ? bytes : encoder.encode(' '.repeat(openedAt + 1) + line));
      continue;
    }
    const head = line.slice(0, 1024);
    const depth = /\S/.test(head) ? head.search(/\S/) : undefined;
    const isDash = /^\s*-(?:\s|$)/.test(head);
    const name = keys.find((each) => head.startsWith(`${each}:`) && isEmptyAfter(head, each.length + 1));
    if (name !== undefined) {
      isInside = true;
      key = name;
      indentation = undefined;
    } else if (isInside && depth !== undefined && isDash && (indentation ?? depth) === depth) {
      if (draft) yield itemOf(draft, false);
      indentation = depth;
      draft = { line: number, key, lines: new LineBuffer(MAX_ITEM) };
      draft.lines.add(bytes);
    } else if (indentation !== undefined && depth !== undefined && depth <= indentation && !/^\s*#/.test(head)) {
      if (draft) yield itemOf(draft, false);
      draft = undefined;
      // A key without a value begins another list. After anything else, such as `---`, more of these items may come.
      isInside = isInside && !isDash && !/^\s*[^\s#][^#]*:\s*(?:#.*)?$/.test(head);
    } else if (draft) draft.lines.add(bytes);
  }
  if (draft) yield itemOf(draft, true);
}

/** Whether nothing but a comment follows. */
function isEmptyAfter(line: string, at: number): boolean {
  return /^\s*(?:#.*)?$/.test(line.slice(at));
}

function isIndented(line: string, above: number): boolean {
  const depth = line.search(/\S/);
  return depth < 0 || depth > above;
}

function itemOf({ line, key, lines }: Draft, isLast: boolean): YamlItem {
  return { text: new TextDecoder().decode(lines.bytes()), line, key, isTooLong: lines.isTooLong, isLast };
}
