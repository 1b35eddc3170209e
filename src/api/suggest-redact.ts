import type { OverlayAction } from '../document/overlay/index.js';
import { at, isObject, type JsonValue, own } from '../model/index.js';
import { type Redactor, redactSentence, redactSentences } from '../redact/index.js';

/**
 * Redacts in actions what comes from the traffic, and keeps what comes from the document, which holds no secret and
 * must not change: targets, keys, and words that the document has already.
 * @param root the document, without what the traffic adds to it
 * @param operations the names of its operations
 */
export function redactActions(
  actions: readonly OverlayAction[],
  root: JsonValue,
  operations: ReadonlySet<string>,
  redactor: Redactor,
): OverlayAction[] {
  const words = wordsOf(root);
  const sentence = (text: string): string => redactAround(text, (word) => isOfDocument(word, root), redactor);
  return actions.map(({ description, update, extensions, ...action }) => ({
    ...action,
    ...(description === undefined ? {} : { description: sentence(description) }),
    ...(update === undefined ? {} : { update: redactUpdate(update, words, redactor) }),
    ...(extensions === undefined ? {} : { extensions: redactExtensions(extensions, operations, redactor) }),
  }));
}

/** A place of the document, or a path template. Segments of new templates that are secrets are parameters already. */
function isOfDocument(word: string, root: JsonValue): boolean {
  return word.startsWith('#/') ? at(root, word.slice(1)) !== undefined : /^\/[^\s?]*\{[^{}]*\}/.test(word);
}

/** Two characters of private use, which no sentence has, hold the place of what is left alone. */
const HELD = /\ue000(\d+)\ue001/g;

/** @param isKept whether a word, without the point or comma at its end, is left alone */
function redactAround(text: string, isKept: (word: string) => boolean, redactor: Redactor): string {
  const kept: string[] = [];
  const open = text.replace(/[\ue000\ue001]/g, '').replace(/#?\/[^\s]*[^\s.,;:)]/g, (word) => {
    if (!isKept(word)) return word;
    kept.push(word);
    return `\ue000${kept.length - 1}\ue001`;
  });
  return redactSentence(redactor, open).replace(HELD, (_, index: string) => kept[Number(index)] ?? '');
}

function redactUpdate(value: JsonValue, words: ReadonlySet<string>, redactor: Redactor): JsonValue {
  if (typeof value === 'string') return words.has(value) ? value : redactSentence(redactor, value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactUpdate(item, words, redactor));
  if (!isObject(value)) return value;
  const clean: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) {
    const isKept = words.has(name) || (name.startsWith('/') && name.includes('{'));
    clean[isKept ? name : redactSentence(redactor, name)] = redactUpdate(own(value, name) ?? null, words, redactor);
  }
  return clean;
}

/** All keys and texts of the document. */
function wordsOf(root: JsonValue): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (value: JsonValue): void => {
    if (typeof value === 'string') words.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value))
      for (const name of Object.keys(value)) {
        words.add(name);
        visit(own(value, name) ?? null);
      }
  };
  visit(root);
  return words;
}

/** Operations have the names of the document. */
function redactExtensions(
  extensions: NonNullable<OverlayAction['extensions']>,
  operations: ReadonlySet<string>,
  redactor: Redactor,
): NonNullable<OverlayAction['extensions']> {
  const visit = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return operations.has(value) ? value : redactSentences(value, redactor);
    if (Array.isArray(value)) return value.map(visit);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.keys(value).map((name) => [name, visit(own(value, name) ?? null)]));
  };
  return Object.fromEntries(Object.keys(extensions).map((name) => [name, visit(own(extensions, name) ?? null)]));
}
