import type { CST } from 'yaml';
import { InputError } from '../model/index.js';
import { placesOfOffsets } from './positions.js';
import { yamlPackage } from './yaml-package.js';

/** Deeper than any honest document, and far from where the reader of all of YAML exhausts the stack. */
const MAX_LEVELS = 300;

/**
 * Explicit keys (`?`) are not read deeper than this: the reader of all of YAML writes each key out again for each key
 * around it, and 300 of them in each other, in 600 bytes, take it seconds.
 */
const MAX_KEY_LEVELS = 30;

/** The reader of all of YAML looks through all anchors at each alias: more than these are quadratic work. */
const MAX_ALIASES = 10_000;

/**
 * Refuses a text that costs the reader of all of YAML its stack, or work without bounds. Looks at each part of the
 * text once.
 * @throws InputError `not-yaml` with line and column
 */
export function requireReadableYaml(text: string, source: string): void {
  const refuse = (offset: number, problem: string, cure: string): never => {
    const place = { source, ...placesOfOffsets(text)(offset) };
    throw new InputError('not-yaml', `refused: ${problem}`, { place, cure });
  };
  const { CST, Lexer } = yamlPackage();
  const levels = new Levels();
  let aliases = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = levels.isScalar ? 'scalar' : CST.tokenType(lexeme);
    const depth = levels.enter(lexeme, type, offset);
    if (depth > MAX_LEVELS)
      refuse(offset, `it nests deeper than ${MAX_LEVELS} levels`, 'Nest less deeply, or close what is open.');
    if (type === 'explicit-key-ind' && depth > MAX_KEY_LEVELS)
      refuse(offset, `it has an explicit key ("?") deeper than ${MAX_KEY_LEVELS} levels`, 'Write it without "?".');
    if (type === 'alias') aliases += 1;
    if (aliases > MAX_ALIASES) refuse(offset, `it has more than ${MAX_ALIASES} YAML aliases`, 'Write them out.');
    if (!levels.isScalar && type !== 'doc-mode' && type !== 'flow-error-end') offset += lexeme.length;
  }
}

/** How deep the parts of a text are, from the parts alone: brackets, and the columns where blocks begin. */
class Levels {
  /** Whether the next part is the text of a scalar. */
  isScalar = false;
  /** The columns of the open blocks. */
  readonly #columns: number[] = [];
  #flow = 0;
  #lineStart = 0;
  /** Whether nothing but indicators came before in the line. */
  #isAtStart = true;

  /** @returns how deep it is, after this part */
  enter(lexeme: string, type: CST.TokenType | null, offset: number): number {
    const isText = this.isScalar;
    if (!isText && type === 'scalar') {
      this.isScalar = true;
      return this.#depth;
    }
    this.isScalar = false;
    if (type !== 'space' && type !== 'newline' && type !== 'comment' && type !== 'doc-mode') {
      if (this.#flow === 0 && this.#isAtStart) this.#openAt(offset - this.#lineStart);
      this.#isAtStart = this.#isAtStart && KEEPS_START.has(type);
      if (!isText && OPENS.has(type)) this.#flow += 1;
      if (!isText && CLOSES.has(type)) this.#flow = Math.max(0, this.#flow - 1);
    }
    const lineEnd = lexeme.lastIndexOf('\n');
    if (lineEnd >= 0) {
      this.#lineStart = offset + lineEnd + 1;
      this.#isAtStart = true;
    }
    return this.#depth;
  }

  get #depth(): number {
    return this.#flow + this.#columns.length;
  }

  #openAt(column: number): void {
    while ((this.#columns.at(-1) ?? -1) > column) this.#columns.pop();
    if (this.#columns.at(-1) !== column) this.#columns.push(column);
  }
}

type Types = ReadonlySet<CST.TokenType | null>;

const KEEPS_START: Types = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind', 'anchor', 'tag'] as const);
const OPENS: Types = new Set(['flow-map-start', 'flow-seq-start'] as const);
const CLOSES: Types = new Set(['flow-map-end', 'flow-seq-end'] as const);
