import { type Contract, operationCalled } from '../contract/index.js';
import { InputError } from '../model/index.js';

/** The verdicts that an exchange can have, as in the reports of a check. */
export const VERDICTS = ['pass', 'fail', 'inconclusive', 'out-of-scope'] as const;

/** What a program asks for. */
export interface FeedFilter {
  /** The id of an operation as reports name it: `POST /users/{id}`. */
  readonly operation?: string;
  readonly verdict?: (typeof VERDICTS)[number];
  /** A status (`404`), or the first digit of a range (`4XX`). */
  readonly status?: { readonly least: number; readonly most: number };
  readonly method?: string;
  /** The path of the target as it was sent, without the query; `isStart` where it ended in `*`. */
  readonly path?: { readonly text: string; readonly isStart: boolean };
  /** A text in the target, the header fields or the bodies, as the feed shows them; upper and lower case are alike. */
  readonly text?: RegExp;
  /** The keyword of a violation: `enum`, `undocumented-path`. */
  readonly keyword?: string;
  /** Only exchanges with larger ids. */
  readonly after?: number;
  readonly limit: number;
}

const MOST = 1_000;

/** A text to search for has at most this many characters. */
const LONGEST_TEXT = 200;

const READERS = {
  operation: (text: string, contract: Contract) => {
    const operation = operationCalled(contract.operations, text);
    if (operation) return { operation: operation.id };
    throw wrong(`the document has no operation ${quoted(text)}`, 'Ask /_docproof/operations which ones there are.');
  },
  verdict: (text: string) => {
    const verdict = VERDICTS.find((each) => each === text);
    if (verdict) return { verdict };
    throw wrong(`${quoted(text)} is not a verdict`, `Pass one of ${VERDICTS.join(', ')}.`);
  },
  status: (text: string) => {
    const range = /^([0-9])xx$/i.exec(text)?.[1];
    if (range !== undefined) return { status: { least: Number(range) * 100, most: Number(range) * 100 + 99 } };
    if (/^(?:0|[1-9]\d\d)$/.test(text)) return { status: { least: Number(text), most: Number(text) } };
    throw wrong(`${quoted(text)} is not a status`, 'Pass a status such as 404, or a range such as 4XX.');
  },
  method: (text: string) => {
    if (/^[!#$%&'*+.^_`|~\w-]+$/.test(text)) return { method: text };
    throw wrong(`${quoted(text)} is not a method`, 'Pass a method such as POST.');
  },
  path: (text: string) => {
    if (text.startsWith('/') && !/[?#]/.test(text)) {
      const isStart = text.endsWith('*');
      return { path: { text: isStart ? text.slice(0, -1) : text, isStart } };
    }
    throw wrong(
      `${quoted(text)} is not a path`,
      'Pass a path without its query, such as /users/7, or its beginning and a star: /users/*.',
    );
  },
  text: (text: string) => {
    if (text !== '' && text.length <= LONGEST_TEXT)
      return { text: new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i') };
    throw wrong('this is not a text to search for', `Pass 1 to ${LONGEST_TEXT} characters.`);
  },
  keyword: (text: string) => {
    if (/^[\w$-]{1,100}$/.test(text)) return { keyword: text };
    throw wrong(
      `${quoted(text)} is not a keyword`,
      'Pass the keyword of a violation, such as enum or undocumented-path.',
    );
  },
  after: (text: string) => {
    if (/^\d{1,15}$/.test(text)) return { after: Number(text) };
    throw wrong(`${quoted(text)} is not the id of an exchange`, 'Pass the id of the last exchange that you have.');
  },
  limit: (text: string) => {
    const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (limit >= 1 && limit <= MOST) return { limit };
    throw wrong(`${quoted(text)} is not a limit`, `Pass a whole number from 1 to ${MOST}.`);
  },
} as const satisfies Record<keyof FeedFilter, (text: string, contract: Contract) => Partial<FeedFilter>>;

/**
 * Reads the query of a request for all that pass, as events and downloads give them: no part of the list is wanted.
 * @param cure what to do in the place of `after` and `limit`
 * @throws InputError as {@link readFilter} does
 */
export function readWholeFilter(query: URLSearchParams, contract: Contract, cure: string): FeedFilter {
  const name = ['after', 'limit'].find((each) => query.has(each));
  if (name === undefined) return readFilter(query, contract);
  throw wrong(`there is no filter ${quoted(name)} here`, cure);
}

/**
 * Reads the query of a request.
 * @throws InputError `bad-option` for a parameter that is unknown, comes twice or has a value that it cannot have
 */
export function readFilter(query: URLSearchParams, contract: Contract): FeedFilter {
  let filter: FeedFilter = { limit: 100 };
  for (const name of new Set(query.keys())) {
    const [text = '', ...more] = query.getAll(name);
    if (more.length > 0) throw wrong(`the parameter ${quoted(name)} comes twice`, 'Pass it once.');
    if (!isFilter(name))
      throw wrong(`there is no filter ${quoted(name)}`, `Pass one of ${Object.keys(READERS).join(', ')}.`);
    filter = { ...filter, ...READERS[name](text, contract) };
  }
  return filter;
}

function isFilter(name: string): name is keyof FeedFilter {
  return Object.hasOwn(READERS, name);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

function wrong(message: string, cure: string): InputError {
  return new InputError('bad-option', message, { cure });
}
