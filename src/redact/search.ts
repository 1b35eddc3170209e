import { base64Spans, mayHoldBase64 } from './base64.js';
import { type Edit, type Search, shifted } from './edits.js';
import { flagSpans } from './flags.js';
import { jsonFragments } from './json-fragments.js';
import { isJson, jsonEdits } from './json-text.js';
import { decodedBy, ENTITIES, FOLDING, JSON_STRING, type Layer, PERCENT } from './layers.js';
import { markupSpans } from './markup.js';
import { encodedWordSpans } from './mime-words.js';
import { namedSpans } from './named.js';
import type { Redactor } from './redactor.js';
import { findShapes, mayHoldShape, type Span, withoutOverlap } from './shapes.js';
import { tableEdits } from './table.js';
import { formEdits, through, type UrlSearch, urlEdits } from './url.js';

/** Shorter texts hold no name with its value. */
const MIN_LENGTH = 4;

/** So many encodings are looked through, one within another. */
const MAX_NESTING = 5;

/** A URL within other text. */
const URL_WITHIN = /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`{}|\\^]{3,}/g;

/** A path within other text, of two segments at least. */
const PATH_WITHIN = /(?<=[\s"'(=:,])\/[\w~.%-]{1,200}\/[^\s"'<>`{}|\\^]+/g;

/** A data URL (RFC 2397) that is not base64. */
const DATA_URL = /\bdata:(?![^,\s]{0,200};base64,)[^,\s"'<>]{0,200},([^\s"'<>]{4,})/gi;

/** A form whose names or values are encoded: `pass%77ord=a%26b`. */
const FORM_TEXT = /^[\w.%~+$[\]-]{1,100}=[^\s<>"]*$/;

/** Where a text holds secrets: by their form, by a name before them, in the URLs in it, and in what it has encoded. */
export function textEdits(redactor: Redactor, text: string, nesting = 0): Edit[] {
  if (!mayHoldSecret(redactor, text)) return [];
  const search: Search = nesting < MAX_NESTING ? (inner) => textEdits(redactor, inner, nesting + 1) : () => [];
  if (nesting < MAX_NESTING && isJson(text)) return jsonEdits(redactor, text, search);
  const edits = replaced(redactor, text, [
    ...namedSpans(redactor, text),
    ...flagSpans(redactor, text),
    ...(text.includes('<') ? markupSpans(redactor, text) : []),
    ...wordSpans(redactor, text, search),
  ]);
  if (nesting >= MAX_NESTING) return edits;
  return [
    ...edits,
    ...partEdits(redactor, text, search),
    ...LAYERS.flatMap((layer) => layerEdits(text, layer, search)),
  ];
}

/** How URLs are searched for secrets. */
export function urlSearch(redactor: Redactor, nesting = 0): UrlSearch {
  const search: Search = nesting < MAX_NESTING ? (inner) => textEdits(redactor, inner, nesting + 1) : () => [];
  return {
    search,
    searchWord: (word) => (word.length < 8 ? [] : replaced(redactor, word, wordSpans(redactor, word, search))),
  };
}

/** Whether it is worth a second look: most texts are a word or a number. */
function mayHoldSecret(redactor: Redactor, text: string): boolean {
  return (
    text.length >= MIN_LENGTH &&
    (/[:=<%&\\/\n]|(?:^|\s)-|\t(?:TRUE|FALSE)\t/.test(text) ||
      mayHoldShape(text) ||
      mayHoldBase64(text) ||
      redactor.hasPatterns)
  );
}

/** What is a secret wherever it is. */
function wordSpans(redactor: Redactor, text: string, search: Search): Span[] {
  return [...findShapes(text), ...redactor.find(text), ...(mayHoldBase64(text) ? base64Spans(text, search) : [])];
}

function replaced(redactor: Redactor, text: string, spans: readonly Span[]): Edit[] {
  if (spans.length === 0) return [];
  return withoutOverlap(spans).flatMap(({ start, end, kind }): Edit[] => {
    const secret = text.slice(start, end);
    const clean = redactor.replace(secret, kind);
    return clean === secret ? [] : [{ start, end, text: clean }];
  });
}

/** URLs, forms and encoded words in a text. */
function partEdits(redactor: Redactor, text: string, search: Search): Edit[] {
  const how: UrlSearch = {
    search,
    searchWord: (word) => (word.length < 8 ? [] : replaced(redactor, word, wordSpans(redactor, word, search))),
  };
  const edits: Edit[] = [];
  const add = (found: readonly Edit[], by: number): void => {
    for (const edit of shifted(found, by)) edits.push(edit);
  };
  if (/^[/?#]\S*$/.test(text)) add(urlEdits(redactor, text, how), 0);
  else if (text.includes('/'))
    for (const { 0: path, index } of text.matchAll(PATH_WITHIN)) add(urlEdits(redactor, path, how), index);
  if (text.includes('%') && FORM_TEXT.test(text)) add(formEdits(redactor, text, search), 0);
  if (text.includes('://'))
    for (const { 0: url, index } of text.matchAll(URL_WITHIN)) add(urlEdits(redactor, url, how), index);
  if (text.includes('"'))
    for (const { start, json } of jsonFragments(text)) add(jsonEdits(redactor, json, search), start);
  if (text.includes('data:'))
    for (const match of text.matchAll(DATA_URL)) {
      const [url, payload = ''] = match;
      add(through(PERCENT, payload, search), match.index + url.length - payload.length);
    }
  if (text.includes('\n')) add(tableEdits(redactor, text), 0);
  if (text.includes('=?')) add(replaced(redactor, text, encodedWordSpans(text, search)), 0);
  return edits;
}

/** Each with what shows that a text has something of it. */
const LAYERS: readonly (Layer & { readonly hint: RegExp })[] = [
  { ...PERCENT, hint: /%[0-9a-f]{2}/i },
  { ...ENTITIES, hint: /&(?:#|[a-z]{2,8};)/i },
  // JSON that is broken, or quoted in other text.
  { ...JSON_STRING, hint: /\\(?:u[0-9a-f]{4}|")/i },
  { ...FOLDING, hint: /\r?\n[ \t]/ },
];

function layerEdits(text: string, layer: (typeof LAYERS)[number], search: Search): readonly Edit[] {
  const decoded = layer.hint.test(text) ? decodedBy(text, layer) : undefined;
  return decoded ? decoded.written(search(decoded.text)) : [];
}
