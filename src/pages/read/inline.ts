import type { Token } from 'markdown-it';

/** A piece of running text. */
export interface Piece {
  readonly kind: 'text' | 'code' | 'link' | 'strong';
  /** As a reader sees it, references resolved. */
  readonly text: string;
  /** Of a link: where it leads, as written. */
  readonly href?: string;
}

/** The pieces of a paragraph, heading or cell. Emphasis and images count as their text. */
export function piecesOf(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let link: { href: string; text: string } | undefined;
  let strong = 0;
  for (const token of tokens) {
    if (token.type === 'link_open') link = { href: String(token.attrGet('href') ?? ''), text: '' };
    else if (token.type === 'link_close') {
      if (link) pieces.push({ kind: 'link', ...link });
      link = undefined;
    } else if (token.type === 'strong_open') strong += 1;
    else if (token.type === 'strong_close') strong -= 1;
    else {
      const text = inlineText(token);
      if (link) link.text += text;
      else if (text !== '') append(pieces, kindOf(token, strong > 0), text);
    }
  }
  return pieces;
}

/** Escapes and entities end a token of Markdown, and no text. */
function append(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces.at(-1);
  if (kind === 'text' && last?.kind === 'text') pieces[pieces.length - 1] = { kind, text: last.text + text };
  else pieces.push({ kind, text });
}

function kindOf(token: Token, isStrong: boolean): Piece['kind'] {
  if (token.type === 'code_inline') return 'code';
  return isStrong ? 'strong' : 'text';
}

function inlineText(token: Token): string {
  if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
  if (token.type === 'html_inline') return /^<br/i.test(token.content) ? ' ' : '';
  return token.content;
}

/** The text of the pieces as a reader sees it. */
export function plain(pieces: readonly Piece[]): string {
  const text = pieces.length === 1 ? (pieces[0]?.text ?? '') : pieces.map((piece) => piece.text).join('');
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}
