import { type Piece, plain } from '../read/inline.js';

/** What the description of a property says of its values, beside prose. */
export interface Notes {
  readonly members?: readonly string[];
  /** Whole numbers with their labels. */
  readonly numbers?: readonly { readonly value: number; readonly label: string }[];
  readonly range?: { readonly minimum: number; readonly maximum: number };
  readonly inheritedFrom?: { readonly name: string; readonly href?: string };
  readonly isKey: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  readonly isRequired: boolean;
  /** Whether the description says that null is, or is not, allowed. */
  readonly isNullable?: boolean;
  readonly isDeprecated: boolean;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** Reads the notes that descriptions carry in fixed wordings. @param text the same as a reader sees it */
export function readNotes(pieces: readonly Piece[], text = plain(pieces)): Notes {
  const inherited = pieces.findIndex(
    (piece, index) => piece.kind === 'link' && /inherited from\s*(?:the\s*)?$/i.test(pieces[index - 1]?.text ?? ''),
  );
  const inheritedText = /inherited from (?:the )?([\w.]+)/i.exec(text)?.[1];
  const link = pieces[inherited];
  const range = /valid values (-?\d+) to (-?\d+)/i.exec(text);
  const length =
    /(?:max(?:imum)?(?:\s+allowed)?\s+(?:length|size)(?:\s+(?:is|of))?|can(?:not|'t)? (?:exceed|have a maximum of))\s*:?\s*(\d[\d,]*)\s*(?:characters|chars|$|\.)?/i.exec(
      text,
    );
  const items = /maximum of (\d+) (?:elements|items|entries|objects)/i.exec(text);
  const members = membersOf(pieces);
  const numbers = numbersOf(pieces);
  const nullable = nullability(text);
  return {
    ...(members.length > 0 ? { members } : {}),
    ...(numbers.length > 1 ? { numbers } : {}),
    ...(range ? { range: { minimum: Number(range[1]), maximum: Number(range[2]) } } : {}),
    ...(link ? { inheritedFrom: { name: link.text.trim(), ...(link.href ? { href: link.href } : {}) } } : {}),
    ...(!link && inheritedText ? { inheritedFrom: { name: inheritedText } } : {}),
    isKey: /^(?:the )?(?:unique )?key of the entity\b|^(?:primary )?key\b/i.test(text),
    isReadOnly: /\bread[- ]only\b/i.test(text) && !/\bnot read[- ]only\b/i.test(text),
    isWriteOnly: /\bwrite[- ]only\b/i.test(text),
    isRequired: /(?:^|[.;]\s*)required\b(?!\s+(?:if|when|for|on|only|in|by|unless|to))/i.test(text),
    ...(nullable === undefined ? {} : { isNullable: nullable }),
    isDeprecated: /\bdeprecated\b/i.test(text) && !/\bnot deprecated\b/i.test(text),
    ...(length?.[1] ? { maxLength: Number(length[1].replaceAll(',', '')) } : {}),
    ...(items?.[1] ? { maxItems: Number(items[1]) } : {}),
  };
}

function nullability(text: string): boolean | undefined {
  if (/\b(?:not nullable|non-nullable|can(?:not|'t| not) be null)\b/i.test(text)) return false;
  return /\bnullable\b/i.test(text) ? true : undefined;
}

const INTRODUCES =
  /\b(?:possible|supported|allowed|valid|accepted|permitted)\s+(?:enum(?:eration)?\s+)?(?:values?|members?|options?)\b[^.`]*$|\bone of(?: the following)?(?: values)?\s*:?\s*$/i;

/** Between members stand commas, bars, conjunctions and remarks in brackets. */
const BETWEEN =
  /^\s*(?:\([^)]*\)?\s*)?(?:[,;|/]|\.?\s*$|(?:,\s*)?(?:and|or)\b|\(|-\s|:|\s)*(?:\([^)]*\)\s*)?(?:[,;|]|\s|and\b|or\b|the default(?: value)? is\b)*$/i;

/**
 * The members of an enumeration: code spans after "Possible values are:" in its wordings, up to the end of that list.
 * A list in running text is read too, where each item is one word.
 */
function membersOf(pieces: readonly Piece[]): string[] {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'text') continue;
    const next = pieces[index + 1];
    if (INTRODUCES.test(piece.text) && (next?.kind === 'code' || next?.kind === 'strong'))
      return spans(pieces.slice(index + 1), next.kind);
    const words =
      /\b(?:possible|supported|allowed|valid)\s+values?\s*(?:are|is|include)?\s*:\s*([A-Za-z_]\w*(?:\s*,\s*(?:or\s+|and\s+)?[A-Za-z_]\w*)+)\s*(?:\.|$)/i.exec(
        piece.text,
      )?.[1];
    if (words) return unique(words.split(/\s*,\s*(?:or\s+|and\s+)?/));
  }
  return [];
}

function spans(pieces: readonly Piece[], kind: Piece['kind']): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const piece of pieces) {
    if (piece.kind === kind) {
      if (depth === 0) found.push(...piece.text.split(/\s*,\s*/));
      continue;
    }
    if (piece.kind !== 'text' && depth === 0) break;
    const before = depth;
    depth += (piece.text.match(/\(/g)?.length ?? 0) - (piece.text.match(/\)/g)?.length ?? 0);
    if (before === 0 && depth <= 0 && endsList(piece.text)) break;
  }
  return unique(
    found.map((member) => member.trim().replace(/^["']|["']$/g, '')).filter((member) => /^[\w#@.:+-]+$/.test(member)),
  );
}

function endsList(text: string): boolean {
  const outside = text.replace(/\([^)]*\)/g, ' ');
  return /\.(?:\s|$)/.test(outside) || !BETWEEN.test(outside);
}

/** `0 - \`low\`, 1 - \`high\``: the number travels, the label explains. */
function numbersOf(pieces: readonly Piece[]): { value: number; label: string }[] {
  const found: { value: number; label: string }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const number = piece.kind === 'text' ? /(?:^|[\s,(])(-?\d+)\s*[-–=:]\s*$/.exec(piece.text)?.[1] : undefined;
    const next = pieces[index + 1];
    if (number !== undefined && next?.kind === 'code') found.push({ value: Number(number), label: next.text });
  }
  return found;
}

function unique(members: readonly string[]): string[] {
  return [...new Set(members)];
}
