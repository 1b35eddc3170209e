import { explainJsonError, isObject, type JsonValue, readJsonAsSpelled, writeJson } from '../../model/index.js';
import { type Redactor, redactMembers } from '../../redact/index.js';
import { ArrayScanner, MAX_ELEMENT } from '../json-scanner.js';
import { redactHarEntry } from './har-entry.js';

const decoder = new TextDecoder();

/**
 * A HAR with its secrets replaced, entry by entry: memory does not grow with it.
 * @param onLeftOut is called with what cannot be searched and so is not in what comes out
 */
export async function* redactHar(
  redactor: Redactor,
  chunks: AsyncIterable<Uint8Array>,
  onLeftOut: (detail: string) => void,
): AsyncGenerator<string> {
  const scanner = new ArrayScanner('log', 'entries');
  const aside = new Aside();
  let isBegun = false;
  let written = 0;
  for await (const chunk of chunks) {
    if (scanner.surplus !== undefined) continue;
    aside.add(chunk);
    for (const found of scanner.scan(chunk)) {
      if (found.kind === 'sibling') continue;
      const before = aside.take(found.offset);
      if (!isBegun) yield headOf(redactor, before);
      isBegun = true;
      if (found.kind === 'too-large') {
        onLeftOut(`the entry at byte ${found.offset} is larger than ${MAX_ELEMENT} bytes: record it without its body`);
        continue;
      }
      aside.take(found.offset + found.bytes.length);
      const entry = parse(found.bytes, (problem) => onLeftOut(`the entry at byte ${found.offset} ${problem}`));
      if (entry === undefined) continue;
      if (!isObject(entry)) {
        onLeftOut(`the entry at byte ${found.offset} is not an object`);
        continue;
      }
      yield `${written === 0 ? '\n' : ',\n'}${writeJson(await redactHarEntry(redactor, entry))}`;
      written += 1;
    }
    const open = scanner.openElement;
    if (open === undefined) continue;
    // The scanner has the bytes of an entry that is not whole yet.
    const before = aside.take(open);
    if (!isBegun) yield headOf(redactor, before);
    isBegun = true;
    aside.take(scanner.offset);
  }
  if (scanner.surplus !== undefined) onLeftOut(`what follows the end of the capture at byte ${scanner.surplus}`);
  yield* endOf(
    redactor,
    {
      aside: aside.take(scanner.surplus ?? scanner.offset),
      isBegun,
      isWhole: scanner.state === 'after' && scanner.isBalanced,
    },
    onLeftOut,
  );
}

/** Text that was read and is outside entries. */
class Aside {
  #bytes: Uint8Array = new Uint8Array();
  /** Where the bytes begin, in bytes from the start. */
  #at = 0;

  add(chunk: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** Takes out the text before that place. */
  take(end: number): Uint8Array {
    const taken = this.#bytes.subarray(0, Math.max(0, end - this.#at));
    this.#bytes = this.#bytes.subarray(taken.length);
    this.#at = end;
    return taken;
  }
}

/** The text before the first entry, up to the bracket that opens the list. */
function headOf(redactor: Redactor, bytes: Uint8Array): string {
  const before = parse(Buffer.concat([bytes, Buffer.from(']}}')]), () => undefined);
  return before === undefined
    ? '{"log":{"version":"1.2","entries":['
    : writeJson(redactMembers(before, redactor)).replace(/\]\}\}$/, '');
}

function* endOf(
  redactor: Redactor,
  { aside, isBegun, isWhole }: { aside: Uint8Array; isBegun: boolean; isWhole: boolean },
  onLeftOut: (detail: string) => void,
): Generator<string> {
  if (!isWhole) onLeftOut('the capture is cut: what follows its last whole entry');
  if (!isBegun) {
    const all = parse(aside, () => undefined);
    yield all === undefined
      ? '{"log":{"version":"1.2","entries":[]}}\n'
      : `${writeJson(redactMembers(all, redactor))}\n`;
    return;
  }
  const behind = isWhole
    ? parse(Buffer.concat([Buffer.from('{"log":{"entries":['), aside]), () => undefined)
    : undefined;
  const log = isObject(behind) && isObject(behind.log) ? membersBut(redactor, behind.log, 'entries') : '';
  const outside = isObject(behind) ? membersBut(redactor, behind, 'log') : '';
  yield `\n]${log}}${outside}}\n`;
}

/** The members but one, each with a comma before it. */
function membersBut(
  redactor: Redactor,
  object: { readonly [name: string]: JsonValue | undefined },
  left: string,
): string {
  const clean = redactMembers(Object.fromEntries(Object.entries(object).filter(([name]) => name !== left)), redactor);
  const written = writeJson(clean).slice(1, -1);
  return written === '' ? '' : `,${written}`;
}

/** JSON with its numbers as they are spelled. */
function parse(bytes: Uint8Array, onProblem: (problem: string) => void): JsonValue | undefined {
  try {
    return readJsonAsSpelled(decoder.decode(bytes));
  } catch (error) {
    onProblem(`is not JSON: ${explainJsonError(error)}`);
    return undefined;
  }
}
