import { type Piece, plain } from '../read/inline.js';

/** The values of a property that its description lists. */
export interface Members {
  /** Empty where it lists none, or where its list is not all of them. */
  readonly members: readonly string[];
  /** Whether one value may combine several, as flags do. */
  readonly areCombined: boolean;
}

const INTRODUCES =
  /\b(?:possible|supported|allowed|valid|accepted|permitted|property)\s+(?:enum(?:eration)?\s+)?(?:values?|members?|options?)\b[^.`]*$|\bone of(?: the following)?(?: values)?\s*:?\s*$/i;

/** Members that a service sends only to those who ask for them. */
const INTRODUCES_MORE = /\bfollowing\s+(?:values?|members?)\b[^.`]*\bevolvable\s+enum(?:eration)?\b[^.`]*$/i;

/** The text before a list that is not all that is allowed, or that gives the labels of numbers. */
const IS_NO_LIST =
  /\b(?:for example|e\.\s?g\.|such as|depend(?:s|ing)?\s+(?:up)?on|one possible value)\b[^.`]*$|\d\s*[-–=:]\s*$/i;

const FORBIDS = /\b(?:cannot|can not|can't|must not|may not|should not)\b[^.]*$/i;

const COMBINED =
  /\bcomma[- ](?:separated|delimited)\b|\b(?:can|may) (?:also )?be (?:combined|specified together)\b|\bcombinations? of\b|\b(?:multiple|several|more than one)\s+(?:of these\s+)?(?:values?|members?)\b/i;

/** Commas, bars, conjunctions and remarks in brackets separate members. */
const BETWEEN =
  /^\s*(?:\([^)]*\)?\s*)?(?:[,;|/]|\.?\s*$|(?:,\s*)?(?:and|or)\b|\(|-\s|:|\s)*(?:\([^)]*\)\s*)?(?:[,;|]|\s|and\b|or\b|the default(?: value)? is\b)*$/i;

/**
 * Text that continues in words (`or a number`), spans a range (`a`-`z`) or explains the member:
 * code spans alone do not show all that such a list allows.
 */
const GOES_ON =
  /^\s*,?\s*(?:or|and)\s+(?!the default\b)[a-z]|^\s*(?:-|–|\.{2,3}|to|through)\s*$|^\s*(?:[:=]\s*|[-–—]\s+)\w/i;

/** After the name of the property: "The possible values for `name` are". */
const NAMES = /^\s*(?:property|parameter|field)?\s*(?:are|is|include)\b\s*(?:the following)?\s*:?\s*$/i;

/**
 * The members of an enumeration: code spans after "Possible values are:" in its wordings, up to the end of that list.
 * A list in running text is read too, if each item is one word.
 * An uncertain list is ignored, because a value that it leaves out would be refused.
 */
export function readMembers(pieces: readonly Piece[], text: string): Members {
  const areCombined = COMBINED.test(text);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'text') continue;
    const next = pieces[index + 1];
    if (INTRODUCES.test(piece.text) && (next?.kind === 'code' || next?.kind === 'strong')) {
      const before = plain(pieces.slice(0, index + 1));
      if (IS_NO_LIST.test(piece.text) || FORBIDS.test(before)) return { members: [], areCombined };
      const start = NAMES.test(pieces[index + 2]?.text ?? '') ? index + 3 : index + 1;
      const members = spans(pieces.slice(start), next.kind);
      return { members: members.length > 0 ? unique([...members, ...more(pieces)]) : [], areCombined };
    }
    const words =
      /\b(?:possible|supported|allowed|valid)\s+values?\s*(?:are|is|include)?\s*:\s*([A-Za-z_]\w*(?:\s*,\s*(?:or\s+|and\s+)?[A-Za-z_]\w*)+)\s*(?:\.|$)/i.exec(
        piece.text,
      )?.[1];
    if (words) return { members: unique(words.split(/\s*,\s*(?:or\s+|and\s+)?/)), areCombined };
  }
  return { members: [], areCombined };
}

function more(pieces: readonly Piece[]): string[] {
  const at = pieces.findIndex(({ kind, text }) => kind === 'text' && INTRODUCES_MORE.test(text));
  return at < 0 ? [] : spans(pieces.slice(at + 1), 'code');
}

function spans(pieces: readonly Piece[], kind: Piece['kind']): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const piece of pieces) {
    if (piece.kind === kind) {
      if (depth === 0) for (const each of piece.text.split(/\s*,\s*/)) found.push(each);
      continue;
    }
    if (piece.kind !== 'text' && depth === 0) break;
    const before = depth;
    depth += (piece.text.match(/\(/g)?.length ?? 0) - (piece.text.match(/\)/g)?.length ?? 0);
    if (before > 0 || depth > 0) continue;
    const outside = piece.text.replace(/\([^)]*\)/g, ' ');
    if (GOES_ON.test(outside)) return [];
    if (/\.(?:\s|$)/.test(outside) || !BETWEEN.test(outside)) break;
  }
  const members = unique(found.map((member) => member.trim().replace(/^["']|["']$/g, '')));
  // Emphasis also marks other things than values.
  return kind === 'code' || members.every((member) => /^[\w#@.:+-]+$/.test(member)) ? members.filter(isMember) : [];
}

/** Whether it is a value rather than a quoted sentence. */
export function isMember(text: string): boolean {
  return text !== '' && text.length <= 64;
}

function unique(members: readonly string[]): string[] {
  return [...new Set(members)];
}
