import type { Piece } from '../read/inline.js';
import { isFreeText, type Primitive } from './primitive.js';

/** A type as a cell writes it. */
export interface TypeRef {
  readonly isCollection: boolean;
  /** One, or several that are alternatives. */
  readonly of: readonly SimpleType[];
}

/** A type other than a collection. */
export type SimpleType =
  | { readonly kind: 'primitive'; readonly primitive: Primitive; readonly maxLength?: number }
  /** Of that name: a resource, or an enumeration. */
  | { readonly kind: 'named'; readonly name: string; readonly href?: string }
  /** The property lists the members. */
  | { readonly kind: 'enumeration' }
  | { readonly kind: 'any' };

/** The words of a template for types. */
export interface TypeWords {
  /** Its primitive types by the words for them, in lower case. */
  readonly primitives: ReadonlyMap<string, Primitive>;
  /** Those of them that the reference itself does not use: each has a better word, the name of its type. */
  readonly loose: ReadonlySet<string>;
  /** Its words for any JSON value, in lower case. */
  readonly any: ReadonlySet<string>;
  /** The prefix of words that can only be primitive types. */
  readonly primitivePrefix?: string;
}

/**
 * Reads a type as reference pages write it: `String`, `String collection`, `Collection(x)`, a link, `a or b`.
 * @param words of the template in which the page is written
 * @returns undefined where nothing is written, or nothing that names a type
 */
export function readType(pieces: readonly Piece[], words: TypeWords): TypeRef | undefined {
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
      simpleType(
        part,
        links.find((each) => each.text.trim() === part) ?? (parts.length === 1 ? link : undefined),
        words,
      ) ?? [],
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

function simpleType(
  text: string,
  link: Piece | undefined,
  { primitives, any, primitivePrefix }: TypeWords,
): SimpleType | undefined {
  const isPrefixed = primitivePrefix !== undefined && text.toLowerCase().startsWith(primitivePrefix.toLowerCase());
  const word = text.slice(isPrefixed ? primitivePrefix.length : 0).replace(/^#/, '');
  const sized = /^(string)[,;]?\s*\(?(?:maximum|max)\.?\s*(?:size|length)?\s*(?:of)?\s*:?\s*(\d+)/i.exec(word);
  const free = primitives.get('string');
  if (sized?.[2] && free) return { kind: 'primitive', primitive: free, maxLength: Number(sized[2]) };
  const primitive = primitives.get(word.toLowerCase());
  if (
    primitive &&
    !(
      link?.href &&
      /\.md/i.test(link.href) &&
      !isPrefixed &&
      word[0] === word[0]?.toLowerCase() &&
      !isFreeText(primitive)
    )
  )
    return { kind: 'primitive', primitive };
  if (/^enum(?:eration)?(?: value)?$/i.test(word)) return { kind: 'enumeration' };
  if (any.has(word.toLowerCase())) return { kind: 'any' };
  const name = word.replace(/\s+(?:enum(?:eration)?|object|resource|type|resource type|complex type)$/i, '');
  if (/^[A-Za-z_][\w.]*$/.test(name)) return { kind: 'named', name, ...(link?.href ? { href: link.href } : {}) };
  return undefined;
}
