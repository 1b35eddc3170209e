import { fromPunycode, toPunycode } from './punycode.js';

/** In octets, in ASCII (RFC 1034 §3.1). */
const MAX_LABEL = 63;

/**
 * Whether a text may be one label of an internationalised host name: an NR-LDH label, an A-label or a U-label (RFC 5890
 * §2.3.1 and §2.3.2). The rule for labels that mix writing directions (RFC 5893) is not applied.
 */
export function isIdnLabel(label: string): boolean {
  if (/^[a-z0-9-]*$/i.test(label)) {
    if (/^xn--/i.test(label)) return isALabel(label);
    return label.length <= MAX_LABEL && isHyphenated(label);
  }
  // Each character becomes one at least, and the work grows with their square.
  return label.length <= 2 * MAX_LABEL && isULabel(label) && `xn--${toPunycode(label)}`.length <= MAX_LABEL;
}

/** RFC 5890 §2.3.2.1: it says a U-label, and is what that label is in ASCII. */
function isALabel(label: string): boolean {
  if (label.length > MAX_LABEL) return false;
  const text = label.slice(4).toLowerCase();
  const said = fromPunycode(text);
  return said !== undefined && isULabel(said) && toPunycode(said) === text;
}

/** RFC 5891 §5.4, for a label that has other characters than ASCII. */
function isULabel(label: string): boolean {
  if (label.normalize('NFC') !== label || !/[^\0-\x7f]/.test(label)) return false;
  if (!isHyphenated(label) || /^\p{M}/u.test(label)) return false;
  const letters = [...label];
  return letters.every((letter, index) => isAdmitted(letter, index, letters));
}

/** Hyphens are neither first nor last, nor third and fourth (RFC 5891 §4.2.3.1). */
function isHyphenated(label: string): boolean {
  return label !== '' && !/^-|-$|^..--/u.test(label);
}

/** The derived property of a character (RFC 5892 §3), with the rule of its place where it has one (appendix A). */
function isAdmitted(letter: string, index: number, letters: readonly string[]): boolean {
  const rule = CONTEXT.find(([characters]) => characters.test(letter));
  if (rule) return rule[1](index, letters);
  if (VALID_EXCEPTIONS.test(letter)) return true;
  if (DISALLOWED.test(letter) || !/[-\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]/u.test(letter)) return false;
  return letter.normalize('NFKC').toLowerCase().normalize('NFKC') === letter;
}

/** RFC 5892 §2.6. */
const VALID_EXCEPTIONS = /[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/;

/** RFC 5892 §2.6 (exceptions), §2.9 (conjoining Hangul), §2.3 and §2.4 (ignorable properties and blocks). */
const DISALLOWED = new RegExp(
  [
    String.raw`[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]`,
    String.raw`[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]`,
    String.raw`\p{Default_Ignorable_Code_Point}|\p{White_Space}|\p{Noncharacter_Code_Point}`,
    String.raw`[\u20d0-\u20ff\u{1d100}-\u{1d24f}]`,
  ].join('|'),
  'u',
);

type PlaceRule = (index: number, letters: readonly string[]) => boolean;

/** RFC 5892 appendix A. */
const CONTEXT: readonly (readonly [characters: RegExp, rule: PlaceRule])[] = [
  [/\u200c/, (index, letters) => followsVirama(index, letters) || joins(index, letters)],
  [/\u200d/, followsVirama],
  [/\u00b7/, (index, letters) => letters[index - 1] === 'l' && letters[index + 1] === 'l'],
  [/\u0375/, (index, letters) => /\p{Script=Greek}/u.test(letters[index + 1] ?? '')],
  [/[\u05f3\u05f4]/, (index, letters) => /\p{Script=Hebrew}/u.test(letters[index - 1] ?? '')],
  [/\u30fb/, (_, letters) => letters.some((letter) => /[\p{Script=Hira}\p{Script=Kana}\p{Script=Han}]/u.test(letter))],
  [/[\u0660-\u0669]/, (_, letters) => !letters.some((letter) => /[\u06f0-\u06f9]/.test(letter))],
  [/[\u06f0-\u06f9]/, (_, letters) => !letters.some((letter) => /[\u0660-\u0669]/.test(letter))],
];

/** The characters of canonical combining class 9, by which letters of Indic scripts are joined. */
const VIRAMA = new RegExp(
  String.raw`[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a` +
    String.raw`\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6` +
    String.raw`\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}` +
    String.raw`\u{1134d}\u{113ce}-\u{113d0}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}` +
    String.raw`\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}]`,
  'u',
);

function followsVirama(index: number, letters: readonly string[]): boolean {
  return VIRAMA.test(letters[index - 1] ?? '');
}

/** Between letters of scripts that join: the joining types of single letters are not looked at. */
function joins(index: number, letters: readonly string[]): boolean {
  const before = letters.slice(0, index).findLast((letter) => !/\p{M}/u.test(letter)) ?? '';
  const after = letters.slice(index + 1).find((letter) => !/\p{M}/u.test(letter)) ?? '';
  return JOINING.test(before) && JOINING.test(after);
}

const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Phags_Pa}\p{Script=Adlam}]/u;
