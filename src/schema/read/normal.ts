import {
  child,
  isNumeric,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  tokensOf,
} from '../../model/index.js';
import type { Meaning, SchemaDialect } from '../dialects/dialect.js';
import { type Defect, defectsIn } from './defects.js';

/** One Schema Object in the words of JSON Schema 2020-12, and where it is in the document. */
export interface NormalSchema {
  readonly pointer: Pointer;
  /** As the document writes it. */
  readonly node: JsonObject;
  /**
   * Its keywords in JSON Schema 2020-12, without those that cannot be used. The schemas inside them are still as the
   * document writes them.
   */
  readonly keywords: JsonObject;
  /** The keywords that are left out, because they cannot be used. */
  readonly defects: readonly Defect[];
  /** Whether it admits null whatever else it says. `type` and `enum` include null then; a composition does not. */
  readonly admitsNull: boolean;
  /** The names under which the document has a keyword, where they differ. */
  readonly written: Readonly<Record<string, string>>;
}

/** Reads one Schema Object of a dialect. A schema that is JSON Schema 2020-12 already is not copied. */
export function normalise(node: JsonObject, pointer: Pointer, dialect: SchemaDialect): NormalSchema {
  if (dialect.besideReference === 'ignored' && refersLocally(node))
    return {
      pointer,
      node,
      keywords: referenceAlone(node),
      defects: NO_DEFECTS,
      admitsNull: false,
      written: NOT_RENAMED,
    };
  const defects = defectsIn(node, pointer, dialect);
  let draft: Draft | undefined = defects.length === 0 ? undefined : withoutDefects(node, defects);
  for (const [keyword, meaning] of rewritten(dialect)) {
    if (!Object.hasOwn(node, keyword)) continue;
    draft ??= { keywords: { ...node }, admitsNull: false, written: {} };
    REWRITES[meaning]?.(draft, keyword);
  }
  if (!draft) return { pointer, node, keywords: node, defects, admitsNull: false, written: NOT_RENAMED };
  if (draft.admitsNull) admitNull(draft.keywords);
  return { pointer, node, defects, ...draft };
}

const NO_DEFECTS: NormalSchema['defects'] = [];

function withoutDefects(node: JsonObject, defects: readonly Defect[]): Draft {
  const draft: Draft = { keywords: { ...node }, admitsNull: false, written: {} };
  const { keywords } = draft;
  for (const { keyword, pointer, types } of defects) {
    const { patternProperties } = node;
    // Of `patternProperties` only the pattern that cannot be used is left out.
    if (keyword === 'patternProperties' && isObject(patternProperties))
      keywords.patternProperties = without(
        isObject(keywords.patternProperties) ? keywords.patternProperties : {},
        pointer,
      );
    // What should say whether null is admitted does not say no.
    else if (types.includes('null') && types.length === 1) keywords[keyword] = true;
    else delete keywords[keyword];
  }
  return draft;
}

/** A map without the member that has this pointer. */
function without(map: JsonObject, pointer: Pointer): JsonObject {
  const name = tokensOf(pointer).at(-1);
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

/** A sample beside a `$ref` says nothing about validity: it stays where the dialect ignores all else. */
const SAMPLES = ['example', 'examples', 'default'] as const;

function referenceAlone(node: JsonObject): JsonObject {
  const kept: Record<string, JsonValue | undefined> = { $ref: node.$ref };
  for (const name of SAMPLES) if (Object.hasOwn(node, name)) kept[name] = node[name];
  return kept;
}

/** Where the document has a keyword of a schema. */
export function placeOfKeyword({ pointer, written }: NormalSchema, keyword: string): Pointer {
  return child(pointer, written[keyword] ?? keyword);
}

/** Whether a schema refers to another one of this document. */
export function refersLocally(node: JsonObject): node is JsonObject & { readonly $ref: string } {
  const reference = own(node, '$ref');
  return typeof reference === 'string' && reference.startsWith('#');
}

/** The keywords of a dialect that are rewritten, in the order of its table: `additionalItems` comes after `items`. */
function rewritten(dialect: SchemaDialect): readonly (readonly [keyword: string, meaning: Meaning])[] {
  const known = rewrittenOf.get(dialect) ?? Object.entries(dialect.keywords).filter(([, meaning]) => REWRITES[meaning]);
  rewrittenOf.set(dialect, known);
  return known;
}

const rewrittenOf = new WeakMap<SchemaDialect, readonly (readonly [string, Meaning])[]>();

const NOT_RENAMED: NormalSchema['written'] = {};

interface Draft {
  readonly keywords: Record<string, JsonValue | undefined>;
  readonly written: Record<string, string>;
  admitsNull: boolean;
}

type Rewrite = (draft: Draft, keyword: string) => void;

/**
 * How a meaning is put into the words of JSON Schema 2020-12. Annotations stay: those who ask for examples read them.
 */
const REWRITES: Readonly<Record<Meaning, Rewrite | undefined>> = {
  annotation: undefined,
  ignored: undefined,
  'admits-null'(draft, keyword) {
    if (draft.keywords[keyword] === true) draft.admitsNull = true;
    delete draft.keywords[keyword];
  },
  'excludes-minimum': ({ keywords }, keyword) => excludeBound(keywords, keyword, 'minimum'),
  'excludes-maximum': ({ keywords }, keyword) => excludeBound(keywords, keyword, 'maximum'),
  'items-or-tuple'({ keywords, written }, keyword) {
    const { [keyword]: tuple } = keywords;
    if (!Array.isArray(tuple)) return;
    keywords.prefixItems = tuple;
    written.prefixItems = keyword;
    delete keywords[keyword];
  },
  // Beside a single schema for all items it says nothing.
  'after-tuple'({ keywords, written }, keyword) {
    const rest = keywords[keyword];
    delete keywords[keyword];
    if (written.prefixItems === undefined || rest === undefined) return;
    keywords.items = rest;
    written.items = keyword;
  },
};

/** `maximum: 5, exclusiveMaximum: true` is `exclusiveMaximum: 5`. A number is left as it is. */
function excludeBound(keywords: Draft['keywords'], keyword: string, bound: 'minimum' | 'maximum'): void {
  const limit = keywords[bound];
  if (keywords[keyword] === true && isNumeric(limit)) {
    keywords[keyword] = limit;
    delete keywords[bound];
  } else if (typeof keywords[keyword] === 'boolean') delete keywords[keyword];
}

/** More than the text says: see `admits-null` in dialects/dialect.ts. */
function admitNull(keywords: Draft['keywords']): void {
  if (typeof keywords.type === 'string') keywords.type = [keywords.type, 'null'];
  if (Array.isArray(keywords.enum) && !keywords.enum.includes(null)) keywords.enum = [...keywords.enum, null];
}
