import { type Piece, plain } from '../read/inline.js';
import { readMembers } from './members.js';

/** The facts about the values of a property in its description, apart from prose. */
export interface Notes {
  readonly members?: readonly string[];
  /** Whether one value may hold several members. */
  readonly areCombined?: boolean;
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
    /(?:max(?:imum)?(?:\s+allowed)?\s+(?:length|size)(?:\s+(?:is|of))?|can(?:not|'t)? (?:exceed|have a maximum of))\s*:?\s*(\d[\d,]*)(?=\s*(?:characters?|chars?)\b|\s*[.;,)]|\s*$)/i.exec(
      text,
    );
  const items = /maximum of (\d+) (?:elements|items|entries|objects)/i.exec(text);
  const { members, areCombined } = readMembers(pieces, text);
  const prose = proseOf(pieces);
  const numbers = numbersOf(pieces);
  const nullable = nullability(text);
  return {
    ...(members.length > 0 ? { members, ...(areCombined ? { areCombined } : {}) } : {}),
    ...(numbers.length > 1 ? { numbers } : {}),
    ...(range ? { range: { minimum: Number(range[1]), maximum: Number(range[2]) } } : {}),
    ...(link ? { inheritedFrom: { name: link.text.trim(), ...(link.href ? { href: link.href } : {}) } } : {}),
    ...(!link && inheritedText ? { inheritedFrom: { name: inheritedText } } : {}),
    isKey: /^(?:the )?(?:unique )?key of the entity\b|^(?:primary )?key\b/i.test(text),
    isReadOnly: says(prose, /\bread[- ]only\b/i),
    isWriteOnly: says(prose, /\bwrite[- ]only\b/i),
    isRequired: /(?:^|[.;]\s*)required\b/i.test(text) && !isConditional(text),
    ...(nullable === undefined ? {} : { isNullable: nullable }),
    isDeprecated: says(prose, /\bdeprecated\b/i),
    ...(length?.[1] ? { maxLength: Number(length[1].replaceAll(',', '')) } : {}),
    ...(items?.[1] ? { maxItems: Number(items[1]) } : {}),
  };
}

/** Whether something is required under a condition only: `Required if …`, `Required, when …`. */
export function isConditional(text: string): boolean {
  return (
    /\bconditionally required\b|\brequired\.\s*(?:but\s+)?only\s+(?:if|when)\b/i.test(text) ||
    /\brequired\b(?:[\s,()–-]|but\b|only\b)*(?:if|when|whenever|for|on|in|by|unless|to|where|while|with|except|depending)\b/i.test(
      text,
    ) ||
    /\brequired\s+only\b/i.test(text)
  );
}

/** Without code spans, which quote values and names. */
function proseOf(pieces: readonly Piece[]): string {
  return plain(pieces.filter(({ kind }) => kind !== 'code'));
}

/** Whether a description says so of the property, and not that its value tells whether something else is. */
function says(prose: string, word: RegExp): boolean {
  return prose
    .split(/(?<=[.;])\s+/)
    .some(
      (sentence) =>
        word.test(sentence) && !/\b(?:not|whether|if|when|true)\b/i.test(sentence.slice(0, sentence.search(word))),
    );
}

function nullability(text: string): boolean | undefined {
  if (/\b(?:not nullable|non-nullable|can(?:not|'t| not) be null)\b/i.test(text)) return false;
  return /\bnullable\b/i.test(text) ? true : undefined;
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
