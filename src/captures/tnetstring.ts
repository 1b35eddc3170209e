/** A value of a tnetstring. Bytes stay bytes: only the format that uses them knows whether they are text. */
export type NetValue =
  | Uint8Array
  | string
  | number
  | boolean
  | null
  | readonly NetValue[]
  | ReadonlyMap<string, NetValue>;

/** A value on its way, or what ends the stream before its time. */
export type NetElement =
  | { readonly kind: 'value'; readonly value: NetValue /** In bytes from the start. */; readonly offset: number }
  | { readonly kind: 'malformed'; readonly offset: number; readonly problem: string }
  /** The element is whole and is skipped, because it is larger than `MAX_NET`. */
  | { readonly kind: 'too-large'; readonly offset: number }
  | { readonly kind: 'cut'; readonly offset: number };

/** A value of more bytes than this is skipped rather than held. */
export const MAX_NET = 64 * 1024 * 1024;

/** Values nested deeper than this are taken for an attack. */
const MAX_DEPTH = 64;

/** A length has at most so many digits. */
const MAX_DIGITS = 12;

const COLON = 0x3a;

/**
 * The values in a stream of tnetstrings (https://tnetstrings.info, with mitmproxy's `;` for text): a length, a colon,
 * so many bytes, and a type.
 *
 * ```
 * 19:6:status;3:201#4:ok;~   after a value that cannot be read, its length still leads to the next;
 * ^  ^                   ^   after an invalid length, nothing does
 * ```
 */
export async function* readTnetstrings(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NetElement> {
  let rest: Uint8Array = new Uint8Array(0);
  /** Chunks behind `rest`, put together when the value is whole. */
  let more: Uint8Array[] = [];
  let held = 0;
  let offset = 0;
  let wanted = 0;
  let skipping = 0;
  for await (const chunk of chunks) {
    if (skipping > 0) {
      const skipped = Math.min(skipping, chunk.length);
      skipping -= skipped;
      offset += skipped;
      if (skipped === chunk.length) continue;
      rest = chunk.subarray(skipped);
      held = rest.length;
    } else {
      more.push(chunk);
      held += chunk.length;
      if (held < wanted) continue;
      rest = Buffer.concat([rest, ...more]);
      more = [];
    }
    wanted = 0;
    while (rest.length > 0) {
      const frame = frameAt(rest);
      if (frame === 'malformed') {
        yield { kind: 'malformed', offset, problem: 'there is no length' };
        return;
      }
      if (frame === undefined) break;
      if (frame.size > MAX_NET) {
        yield { kind: 'too-large', offset };
        const there = Math.min(frame.size, rest.length);
        skipping = frame.size - there;
        offset += there;
        rest = rest.subarray(there);
        continue;
      }
      if (frame.size > rest.length) {
        wanted = frame.size;
        break;
      }
      yield { ...parsed(rest.subarray(0, frame.size)), offset };
      offset += frame.size;
      rest = rest.subarray(frame.size);
    }
    held = rest.length;
  }
  if (held > 0 || skipping > 0) yield { kind: 'cut', offset };
}

/** Where the value at the start begins and how long all of it is; undefined where its length is not whole. */
function frameAt(bytes: Uint8Array): { readonly start: number; readonly size: number } | 'malformed' | undefined {
  const colon = bytes.subarray(0, MAX_DIGITS + 1).indexOf(COLON);
  const digits = Buffer.from(bytes.subarray(0, colon < 0 ? MAX_DIGITS + 1 : colon)).toString('latin1');
  if (!/^\d*$/.test(digits) || colon === 0 || digits.length > MAX_DIGITS) return 'malformed';
  if (colon < 0) return undefined;
  return { start: colon + 1, size: colon + 1 + Number(digits) + 1 };
}

class Malformed extends Error {}

function parsed(bytes: Uint8Array): { kind: 'value'; value: NetValue } | { kind: 'malformed'; problem: string } {
  try {
    return { kind: 'value', value: parseAt(bytes, 0).value };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', problem: error.message };
    throw error;
  }
}

/** The first value of the bytes. @throws Malformed */
function parseAt(bytes: Uint8Array, depth: number): { readonly value: NetValue; readonly size: number } {
  const frame = frameAt(bytes);
  if (frame === undefined || frame === 'malformed') throw new Malformed('there is no length');
  if (frame.size > bytes.length) throw new Malformed('a length reaches beyond what holds it');
  if (depth > MAX_DEPTH) throw new Malformed(`it is nested deeper than ${MAX_DEPTH}`);
  const content = bytes.subarray(frame.start, frame.size - 1);
  return { value: typedValue(String.fromCharCode(bytes[frame.size - 1] ?? 0), content, depth), size: frame.size };
}

function typedValue(type: string, content: Uint8Array, depth: number): NetValue {
  switch (type) {
    case ',':
      return content;
    case ';':
      return Buffer.from(content).toString('utf8');
    case '#':
    case '^':
      return numberOf(Buffer.from(content).toString('latin1'));
    case '!':
      return Buffer.from(content).toString('latin1') === 'true';
    case '~':
      return null;
    case ']':
      return listOf(content, depth);
    case '}':
      return mapOf(listOf(content, depth));
    default:
      throw new Malformed(`${JSON.stringify(type)} is not a type`);
  }
}

function numberOf(text: string): number {
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) throw new Malformed('a number is not one');
  return value;
}

function listOf(content: Uint8Array, depth: number): NetValue[] {
  const list: NetValue[] = [];
  for (let at = 0; at < content.length; ) {
    const { value, size } = parseAt(content.subarray(at), depth + 1);
    list.push(value);
    at += size;
  }
  return list;
}

function mapOf(list: readonly NetValue[]): ReadonlyMap<string, NetValue> {
  const map = new Map<string, NetValue>();
  for (let at = 0; at < list.length; at += 2) {
    const [key, value] = list.slice(at, at + 2);
    if (value === undefined) throw new Malformed('a key has no value');
    if (typeof key === 'string') map.set(key, value);
    else if (key instanceof Uint8Array) map.set(Buffer.from(key).toString('utf8'), value);
    else throw new Malformed('a key is not text');
  }
  return map;
}
