import { type CaptureItem, explainJsonError, isObject, isUnread, type JsonValue } from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { isOpenAt, type JsonPrefix, parseJsonPrefix, wayText } from '../json-prefix.js';
import { peek } from '../peek.js';
import { wholeText } from '../whole-text.js';
import { MAX_ITEM, readListItems } from '../yaml-list.js';
import { readInteraction } from './vcr-interaction.js';

const LIST_KEYS = ['http_interactions', 'interactions'];

/**
 * Cassettes of VCR and its kin, in YAML and JSON: Ruby's VCR and Betamax (`http_interactions`), vcrpy and go-vcr
 * (`interactions`), PHP-VCR (a list). YAML is read item by item.
 */
export const vcr: CaptureFormat = {
  name: 'VCR cassette',
  detects: (head) => YAML_HEAD.test(head) || JSON_HEAD.test(head),
  read,
};

const YAML_HEAD =
  /^(?:(?:---.*|#.*|version:.*|recorded_with:.*|)\r?\n)*(?:(?:http_)?interactions:[ \t]*(?:\r?\n|$)|- request:|-[ \t]*\r?\n\s+request:)/;
const JSON_HEAD = /^(?:\{[^[]{0,500}?"(?:http_)?interactions"\s*:\s*\[|\[\s*\{\s*"request"\s*:)/;

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const peeked = await peek(chunks, 4096);
  const isJson = JSON_HEAD.test(new TextDecoder().decode(peeked.head).trimStart());
  yield* isJson ? readJson(source, peeked.chunks) : readYaml(source, peeked.chunks);
}

async function* readYaml(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const parse = await yamlParser();
  let index = 0;
  for await (const { text, line, key, isTooLong, isLast } of readListItems(chunks, LIST_KEYS)) {
    const value = isTooLong ? `is larger than ${MAX_ITEM} bytes` : parse(text);
    const mayBeCut = typeof value !== 'string' || value.startsWith(NOT_YAML);
    const item: CaptureItem =
      typeof value === 'string'
        ? { source, index, unread: 'malformed', detail: `the entry at line ${line} ${value}` }
        : readInteraction(value.item, { source, index, place: `the entry at line ${line}: ` });
    // Ruby's VCR writes `recorded_at` last.
    const isOpen = key === 'http_interactions' && typeof value === 'object' && !hasTime(value.item);
    yield isLast && mayBeCut && (isOpen || isUnread(item)) ? cut(source, index, `the entry at line ${line}`) : item;
    index += 1;
  }
}

function hasTime(value: unknown): boolean {
  return isObject(value) && value.recorded_at !== undefined;
}

/** What is said of a text that may end too early; other faults are there whatever follows. */
const NOT_YAML = 'is not YAML: ';

/** @returns the only item of a list, or what is wrong with it */
async function yamlParser(): Promise<(text: string) => { readonly item: unknown } | string> {
  const { parseDocument } = await import('yaml');
  // Ruby writes `!binary`, others `!!binary`.
  const local = { tag: '!binary', resolve: (text: string) => Buffer.from(text, 'base64') };
  return (text) => {
    try {
      const document = parseDocument(text, {
        customTags: (tags) => [...tags, 'binary', local],
        prettyErrors: false,
        logLevel: 'error',
      });
      const [error] = document.errors;
      // Its message would quote the cassette, secrets and all.
      if (error?.code === 'DUPLICATE_KEY') return 'has a key twice';
      if (error) return `${NOT_YAML}${error.code}`;
      const list: unknown = document.toJS();
      return Array.isArray(list) && list.length === 1 ? { item: list[0] } : 'is not an item of a list';
    } catch {
      return 'cannot be read by itself: it refers to other parts of the file, or to more than can be held';
    }
  };
}

async function* readJson(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const text = await wholeText(source, chunks);
  let prefix: JsonPrefix;
  try {
    prefix = parseJsonPrefix(text);
  } catch (error) {
    const detail = `the cassette is not JSON: ${explainJsonError(error)}`;
    yield { source, index: 0, unread: 'malformed', detail };
    return;
  }
  const { way, list } = listIn(prefix.value);
  let index = 0;
  for (const interaction of list) {
    if (isOpenAt(prefix, [...way, index])) break;
    yield readInteraction(interaction, { source, index, place: `/${[...way, index].join('/')}` });
    index += 1;
  }
  if (prefix.openAt) yield cut(source, index, wayText(prefix.openAt));
}

function listIn(value: JsonValue): { way: readonly string[]; list: readonly JsonValue[] } {
  if (Array.isArray(value)) return { way: [], list: value };
  for (const key of LIST_KEYS) {
    const list = isObject(value) ? value[key] : undefined;
    if (Array.isArray(list)) return { way: [key], list };
  }
  return { way: [], list: [] };
}

function cut(source: string, index: number, where: string): CaptureItem {
  return { source, index, unread: 'cut', detail: `the capture ends inside ${where}` };
}
