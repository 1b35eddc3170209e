import type { Piece } from '../read/inline.js';

/** A type as a cell writes it. */
export interface TypeRef {
  readonly isCollection: boolean;
  /** One, or several that are alternatives. */
  readonly of: readonly SimpleType[];
}

/** A type other than a collection. */
export type SimpleType =
  | { readonly kind: 'primitive'; readonly name: Primitive; readonly maxLength?: number }
  /** Of that name: a resource, or an enumeration. */
  | { readonly kind: 'named'; readonly name: string; readonly href?: string }
  /** The property lists the members. */
  | { readonly kind: 'enumeration' }
  | { readonly kind: 'any' };

/** The primitive types that have a JSON form of their own. */
export type Primitive =
  | 'String'
  | 'Uri'
  | 'Boolean'
  | 'Byte'
  | 'Int16'
  | 'Int32'
  | 'Int64'
  | 'Integer'
  | 'Double'
  | 'Single'
  | 'Decimal'
  | 'DateTimeOffset'
  | 'Date'
  | 'TimeOfDay'
  | 'Duration'
  | 'Guid'
  | 'Binary'
  | 'Stream';

const WORDS: ReadonlyMap<string, Primitive> = new Map<string, Primitive>([
  ['string', 'String'],
  ['text', 'String'],
  ['url', 'Uri'],
  ['uri', 'Uri'],
  ['string (url)', 'Uri'],
  ['string (identifier)', 'String'],
  ['string (timestamp)', 'DateTimeOffset'],
  ['boolean', 'Boolean'],
  ['bool', 'Boolean'],
  ['byte', 'Byte'],
  ['sbyte', 'Int16'],
  ['int16', 'Int16'],
  ['int32', 'Int32'],
  ['int', 'Int32'],
  ['integer', 'Integer'],
  ['number (integer)', 'Integer'],
  ['int64', 'Int64'],
  ['long', 'Int64'],
  ['double', 'Double'],
  ['float', 'Double'],
  ['number', 'Double'],
  ['numeric', 'Double'],
  ['single', 'Single'],
  ['decimal', 'Decimal'],
  ['datetimeoffset', 'DateTimeOffset'],
  ['datetime', 'DateTimeOffset'],
  ['timestamp', 'DateTimeOffset'],
  ['date', 'Date'],
  ['timeofday', 'TimeOfDay'],
  ['time', 'TimeOfDay'],
  ['duration', 'Duration'],
  ['timespan', 'Duration'],
  ['guid', 'Guid'],
  ['uuid', 'Guid'],
  ['binary', 'Binary'],
  ['bytes', 'Binary'],
  ['stream', 'Stream'],
]);

const ANY = /^(?:untyped )?(?:json|json object|object|any|microsoft\.graph\.json)$/i;

/**
 * Reads a type as reference pages write it: `String`, `Edm.Int32`, `String collection`, `Collection(x)`, a link, `a or
 * b`.
 * @returns undefined where nothing is written, or nothing that names a type
 */
export function readType(pieces: readonly Piece[]): TypeRef | undefined {
  const link = pieces.find((piece) => piece.kind === 'link');
  const whole = typeWords(pieces);
  if (whole === '') return undefined;
  const { text, isCollection } = withoutCollection(whole);
  const parts = text
    .replace(/^\((.*)\)$/, '$1')
    .split(/\s+or\s+|\s*\|\s*|(?<=\w)\/(?=\w)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const links = pieces.filter((piece) => piece.kind === 'link');
  const of = parts.flatMap(
    (part) =>
      simpleType(part, links.find((each) => each.text.trim() === part) ?? (parts.length === 1 ? link : undefined)) ??
      [],
  );
  return of.length === parts.length && of.length > 0 ? { isCollection, of } : undefined;
}

function typeWords(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join('')
    .replace(/[\u200b\u00a0]/g, ' ')
    .replace(/\\?\[\]$/, ' collection')
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutCollection(text: string): { text: string; isCollection: boolean } {
  const bare = text
    .replace(/\s*\((?:optional|required|deprecated|read-?only|enum)\)/gi, '')
    .replace(/[.,;:*]+$/, '')
    .trim();
  const inner =
    /^collection\s*\(\s*(.+?)\s*\)$/i.exec(bare)?.[1] ??
    /^(.+?)[\s-]+(?:collection|array|list)s?$/i.exec(bare)?.[1] ??
    /^(?:a )?(?:collection|array|list) of (.+?)(?: objects?| resources?)?$/i.exec(bare)?.[1];
  return inner === undefined
    ? { text: bare, isCollection: false }
    : { text: inner.replace(/\\?\[\]$/, ''), isCollection: true };
}

function simpleType(text: string, link: Piece | undefined): SimpleType | undefined {
  const word = text.replace(/^edm\./i, '').replace(/^#/, '');
  const sized = /^(string)[,;]?\s*\(?(?:maximum|max)\.?\s*(?:size|length)?\s*(?:of)?\s*:?\s*(\d+)/i.exec(word);
  if (sized?.[2]) return { kind: 'primitive', name: 'String', maxLength: Number(sized[2]) };
  const primitive = WORDS.get(word.toLowerCase());
  if (
    primitive &&
    !(
      link?.href &&
      /\.md/i.test(link.href) &&
      !/^edm\./i.test(text) &&
      word[0] === word[0]?.toLowerCase() &&
      primitive !== 'String'
    )
  )
    return { kind: 'primitive', name: primitive };
  if (/^enum(?:eration)?(?: value)?$/i.test(word)) return { kind: 'enumeration' };
  if (ANY.test(word)) return { kind: 'any' };
  const name = word.replace(/\s+(?:enum(?:eration)?|object|resource|type|resource type|complex type)$/i, '');
  if (/^[A-Za-z_][\w.]*$/.test(name)) return { kind: 'named', name, ...(link?.href ? { href: link.href } : {}) };
  return undefined;
}
