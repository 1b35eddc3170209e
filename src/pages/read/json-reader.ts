import type { JsonValue } from '../../model/index.js';
import { type JsonNode, ReadNode, type Repair } from './json-node.js';

/** Nesting beyond this is refused: no page has it, and a stack has an end. */
const MAX_DEPTH = 200;

/** A text with more slips than this does not count as JSON. */
const MAX_REPAIRS = 100;

/** Thrown for text that cannot be read, with its place. */
export class Unreadable extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The rest of a text without escapes and line breaks. */
const PLAIN_STRING = /[^"\\\n]*"/y;
const NAME = /[A-Za-z_@$][\w@$.-]*/y;
const LITERALS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads one text. */
export class JsonReader {
  readonly repairs: Repair[] = [];
  readonly #text: string;
  readonly #firstLine: number;
  #at = 0;
  /** Lines are counted as the reader goes on: offsets only grow. */
  #line: number;
  #counted = 0;

  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#firstLine = firstLine;
    this.#line = firstLine;
  }

  document(): ReadNode {
    this.#skip();
    const node = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) {
      const rest = this.#text.slice(this.#at).trim();
      throw this.#unreadable(`text after the value: ${JSON.stringify(rest.slice(0, 20))}`);
    }
    return node;
  }

  /** Where an offset lies. */
  place(offset: number): { line: number; column: number } {
    const before = this.#text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    return { line: this.#firstLine + (before.match(/\n/g)?.length ?? 0), column: offset - start + 1 };
  }

  #lineAt(offset: number): number {
    for (let index = this.#text.indexOf('\n', this.#counted); index >= 0 && index < offset; ) {
      this.#line += 1;
      this.#counted = index + 1;
      index = this.#text.indexOf('\n', this.#counted);
    }
    return this.#line;
  }

  #repair(what: string, offset = this.#at): void {
    if (this.repairs.length >= MAX_REPAIRS) throw this.#unreadable('more than can be repaired with certainty');
    this.repairs.push({ ...this.place(offset), what });
  }

  #unreadable(message: string): Unreadable {
    return new Unreadable(message, this.#at);
  }

  /** Skips white space, and what only people read. */
  #skip(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 32 || code === 10 || code === 13 || code === 9) this.#at += 1;
      else if (code === 0xa0 || code === 0x200b || code === 0xfeff) {
        this.#repair('a space that JSON does not know');
        this.#at += 1;
      } else if (this.#text.startsWith('//', this.#at)) this.#comment('\n');
      else if (this.#text.startsWith('/*', this.#at)) this.#comment('*/');
      else return;
    }
  }

  #comment(end: string): void {
    this.#repair('a comment');
    const close = this.#text.indexOf(end, this.#at);
    this.#at = close < 0 ? this.#text.length : close + end.length;
  }

  #value(depth: number): ReadNode {
    if (depth > MAX_DEPTH) throw this.#unreadable(`nested more than ${MAX_DEPTH} levels deep`);
    const line = this.#lineAt(this.#at);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(line, depth);
    if (first === '[') return this.#array(line, depth);
    if (isQuote(first)) return new ReadNode(line, { value: this.#string() });
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined && !/[\w:]/.test(this.#text[this.#at + number.length] ?? '')) {
      this.#at += number.length;
      return new ReadNode(line, { value: Number(number) });
    }
    const word = this.#name();
    const literal = LITERALS.get(word ?? '');
    if (literal !== undefined) return new ReadNode(line, { value: literal });
    const wrongCase = LITERALS.get(word?.toLowerCase() ?? '');
    if (wrongCase !== undefined && word) {
      this.#repair(`${word} for ${word.toLowerCase()}`, this.#at - word.length);
      return new ReadNode(line, { value: wrongCase });
    }
    if (word !== undefined) this.#at -= word.length;
    throw this.#unreadable(this.#at >= this.#text.length ? 'it ends too early' : `no value: ${this.#next()}`);
  }

  #object(line: number, depth: number): ReadNode {
    const members: { name: string; line: number; node: JsonNode }[] = [];
    this.#list('}', () => {
      const at = this.#lineAt(this.#at);
      const name = this.#memberName();
      this.#skip();
      if (this.#text[this.#at] !== ':')
        throw this.#unreadable(`no colon after ${JSON.stringify(name)}: ${this.#next()}`);
      this.#at += 1;
      this.#skip();
      const node = this.#value(depth + 1);
      members.push({ name, line: at, node });
    });
    return new ReadNode(line, { members });
  }

  #array(line: number, depth: number): ReadNode {
    const items: JsonNode[] = [];
    this.#list(']', () => items.push(this.#value(depth + 1)));
    return new ReadNode(line, { items });
  }

  /** Reads a bracketed list with its commas. */
  #list(close: '}' | ']', item: () => void): void {
    this.#at += 1;
    let isSeparated = true;
    let comma = -1;
    for (;;) {
      this.#skip();
      const next = this.#text[this.#at];
      if (next === undefined) throw this.#unreadable(`it ends before the ${close} that closes it`);
      if (next === close) {
        if (comma >= 0) this.#repair('a comma after the last member', comma);
        this.#at += 1;
        return;
      }
      if (next === ',') {
        if (isSeparated) this.#repair('a comma too many');
        comma = this.#at;
        isSeparated = true;
        this.#at += 1;
        continue;
      }
      if (this.#ellipsis()) {
        comma = -1;
        continue;
      }
      if (next === '}' || next === ']') throw this.#unreadable(`${next} where ${close} is due`);
      if (!isSeparated) this.#repair('a missing comma');
      item();
      isSeparated = false;
      comma = -1;
    }
  }

  #ellipsis(): boolean {
    const dots = /^(?:\.{3,}|…)/.exec(this.#text.slice(this.#at, this.#at + 8))?.[0];
    if (!dots) return false;
    this.#repair('an ellipsis');
    this.#at += dots.length;
    return true;
  }

  #memberName(): string {
    if (isQuote(this.#text[this.#at])) return this.#string();
    const name = this.#name();
    if (name === undefined) throw this.#unreadable(`no member name: ${this.#next()}`);
    this.#repair(`${JSON.stringify(name)} without quotes`, this.#at - name.length);
    return name;
  }

  #name(): string | undefined {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    this.#at += name?.length ?? 0;
    return name;
  }

  #string(): string {
    const start = this.#at;
    const open = this.#text[start] ?? '"';
    if (open !== '"') this.#repair(open === "'" ? 'single quotes' : 'typographic quotes');
    this.#at += 1;
    const plain = open === '"' ? PLAIN_STRING : undefined;
    if (plain) {
      plain.lastIndex = this.#at;
      const whole = plain.exec(this.#text)?.[0];
      if (whole !== undefined) {
        this.#at += whole.length;
        return whole.slice(0, -1);
      }
    }
    let value = '';
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new Unreadable('a text that nothing closes', start);
      if (closes(open, char)) {
        this.#at += 1;
        return value;
      }
      if (char === '\\') value += this.#escape();
      else {
        if (char === '\n') {
          if (!this.#mayGoOn(open)) throw new Unreadable('a text that nothing closes', start);
          this.#repair('a line break within a text');
        }
        value += char;
        this.#at += 1;
      }
    }
  }

  /** Whether a text that has a line break is closed on the next lines, and not a text that lacks its quote. */
  #mayGoOn(open: string): boolean {
    let close = this.#at + 1;
    while (close < this.#text.length && !closes(open, this.#text[close] ?? '')) close += 1;
    return close < this.#text.length && /^\s*(?:[,}\]]|$)/.test(this.#text.slice(close + 1, close + 200));
  }

  #escape(): string {
    const code = this.#text[this.#at + 1] ?? '';
    const simple = ESCAPES.get(code);
    if (simple !== undefined) {
      this.#at += 2;
      return simple;
    }
    const hex = /^\\u([0-9a-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 6))?.[1];
    if (hex) {
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    this.#repair('a back-slash that escapes nothing');
    this.#at += 1;
    return '\\';
  }

  #next(): string {
    const rest = this.#text.slice(this.#at).trimStart();
    return rest === '' ? 'it ends there' : JSON.stringify(rest.split('\n')[0]?.slice(0, 20));
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function isQuote(char: string | undefined): boolean {
  return char === '"' || char === "'" || char === '“' || char === '”' || char === '‘' || char === '’';
}

function closes(open: string, char: string): boolean {
  if (open === '"') return char === '"';
  if (open === "'") return char === "'";
  return open === '“' || open === '”' ? char === '”' || char === '“' || char === '"' : char === '’' || char === "'";
}
