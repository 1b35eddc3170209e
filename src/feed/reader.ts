import { type CheckRules, type ItemExaminer, itemExaminer } from '../check/index.js';
import { type Contract, type Pseudonyms, type RedactOptions, reportRedactorOf } from '../contract/index.js';
import {
  type Body,
  type Coverage,
  type Headers,
  type InconclusiveReason,
  type OutcomeRecord,
  outcomeRecord,
  type ViolationRecord,
} from '../model/index.js';
import { type Redactor, redactExchange, redactText, redactUrl } from '../redact/index.js';
import { exchangeOf, headersIn, SOURCE } from './as-exchange.js';
import { coverageCounter } from './coverage.js';
import { exampleIn, originIn } from './example.js';
import type { FeedFilter } from './filter.js';
import { withFound } from './found.js';
import type { FeedRing, KeptExchange } from './ring.js';
import { shows } from './search.js';
import type { Decision, ExplainedViolation } from './tools.js';
import { inTurns } from './turns.js';

/** An exchange as the feed lists it. Its members are those of a line of `--format ndjson`, and when it was. */
export interface ExchangeLine extends Omit<OutcomeRecord, 'source' | 'exchange' | 'batchId'> {
  readonly id: number;
  /** When the request began, as HAR writes it. */
  readonly startedDateTime: string;
  /** From there to the end of the answer, in milliseconds. */
  readonly time: number;
  readonly method: string;
  /** Path and query, without their secrets. */
  readonly target: string;
  readonly answeredBy: KeptExchange['answeredBy'];
  /** The place of an exchange that was captured: `captures/a.har #12`. */
  readonly at?: string;
  /** The documented example that the mock's JSON is; absent where it was generated, changed, remembered or set. */
  readonly example?: string;
  /** Where the mock's body is from. Absent where it has none, and of a stateful mock where it may be remembered. */
  readonly body?: 'example' | 'generated' | 'set' | 'refusal';
  /** The status that the client got, where that is not the one that was judged. */
  readonly sentStatus?: number;
}

/** A body as the feed shows it: text where it is text. */
interface ShownBody {
  readonly body?: string | { readonly base64: string };
  /** Why it is not here. */
  readonly bodyOmitted?: InconclusiveReason;
}

/** One exchange with its messages, in the form of a line of a recording. */
export interface ExchangeDetail extends ExchangeLine {
  /** With the rules that they break, as {@link FeedTools.explain} adds them. */
  readonly violations: readonly (ViolationRecord & Partial<ExplainedViolation>)[];
  readonly request: ShownBody & { readonly method: string; readonly url: string; readonly headers: Headers };
  readonly response: ShownBody & { readonly status: number; readonly headers: Headers };
  readonly caveats: readonly InconclusiveReason[];
  /** Why it has its answer, in the order in which it was decided. */
  readonly decisions?: readonly Decision[];
}

/** What of the rules of a server holds for its feed. */
export interface FeedRules {
  /** Whether requests without the documented credentials are errors. @default true */
  readonly auth?: boolean;
  /** As of a check. */
  readonly readWrite?: NonNullable<CheckRules['readWrite']>;
  /** Whether a mock remembers what clients send. @default false */
  readonly stateful?: boolean;
  /** Where it remembers it: then it does. */
  readonly state?: string;
  /** All rules, where the exchanges are those of a check. */
  readonly check?: CheckRules;
}

/** What the feed needs to know of its server. */
export interface FeedSettings {
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly rules: FeedRules;
  readonly redact: RedactOptions;
  readonly pseudonyms: Pseudonyms;
}

/** Reads a ring: everything that it gives went through the redactor. */
export interface FeedReader {
  /** The exchanges that pass the filter, the newest last. `matching`: how many do, with those beyond the limit. */
  list(filter: FeedFilter): Promise<{ readonly exchanges: readonly ExchangeLine[]; readonly matching: number }>;
  /** The same exchanges with their messages. */
  details(filter: FeedFilter): Promise<readonly ExchangeDetail[]>;
  /** All that pass, whatever the limit is. */
  select(filter: FeedFilter): Promise<readonly KeptExchange[]>;
  /** Whether an exchange passes a filter. */
  fits(kept: KeptExchange, filter: FeedFilter): boolean;
  line(kept: KeptExchange): ExchangeLine;
  detail(kept: KeptExchange): ExchangeDetail;
  /** What of the contract the exchanges that are kept have used. */
  coverage(): Promise<Coverage>;
}

type Verdict = OutcomeRecord['verdict'];

/** What filters ask of an exchange. */
interface Known {
  readonly operation: string;
  readonly verdict: Verdict;
  readonly keywords: readonly string[];
}

/** The parts that hold for one contract. */
interface Reading {
  readonly contract: Contract;
  readonly examiner: ItemExaminer;
  readonly redactor: Redactor;
  /** What filters ask for, so that each exchange is judged once for them. */
  readonly known: WeakMap<KeptExchange, Known>;
}

const NONE: readonly string[] = [];

/** A reader of a ring. @throws InputError `bad-option` for rules or patterns that cannot be used */
export function createFeedReader(ring: FeedRing, { contract, rules, redact, pseudonyms }: FeedSettings): FeedReader {
  const settings = { rules: checkRules(rules), evidence: false, redact };
  const make = (of: Contract): Reading => ({
    contract: of,
    examiner: itemExaminer(of, settings, pseudonyms),
    redactor: reportRedactorOf(redact, of, pseudonyms),
    known: new WeakMap(),
  });
  let current = make(contract());
  const reading = (): Reading => {
    if (current.contract !== contract()) current = make(contract());
    return current;
  };
  const outcomeIn = (now: Reading, kept: KeptExchange): OutcomeRecord => {
    const outcome = withFound(now.redactor, kept, outcomeOf(now, kept));
    const { operation, verdict, violations } = outcome;
    const keywords = violations.length === 0 ? NONE : [...new Set(violations.map(({ keyword }) => keyword))];
    now.known.set(kept, { operation, verdict, keywords });
    return outcome;
  };
  const isKnownAs = (kept: KeptExchange, { operation, verdict, keyword }: FeedFilter): boolean => {
    if (operation === undefined && verdict === undefined && keyword === undefined) return true;
    const now = reading();
    let known = now.known.get(kept);
    if (!known) {
      outcomeIn(now, kept);
      known = now.known.get(kept);
    }
    return (
      (operation ?? known?.operation) === known?.operation &&
      (verdict ?? known?.verdict) === known?.verdict &&
      (keyword === undefined || known?.keywords.includes(keyword) === true)
    );
  };
  const fits = (kept: KeptExchange, filter: FeedFilter): boolean => {
    const { status, method, path, text } = filter;
    if (method !== undefined && kept.method !== method) return false;
    if (status && (kept.status < status.least || kept.status > status.most)) return false;
    const sent = kept.target.split('?', 1)[0] ?? '';
    if (path && (path.isStart ? !sent.startsWith(path.text) : sent !== path.text)) return false;
    if (!isKnownAs(kept, filter)) return false;
    // Last, because it takes longest: what is shown is searched, so that nobody finds a secret by searching for it.
    const { redactor, contract: of } = reading();
    return text === undefined || shows(redactor, exchangeOf(of, kept), text, redact.key !== undefined);
  };
  const line = (kept: KeptExchange): ExchangeLine => {
    const now = reading();
    const { operation, status, verdict, reasons, violations } = outcomeIn(now, kept);
    const { id, method, answeredBy, sentStatus, at } = kept;
    const example = answeredBy === 'mock' ? exampleIn(now.contract, { ...kept, headers: headersIn(kept) }) : undefined;
    return {
      id,
      startedDateTime: new Date(kept.startedAt).toISOString(),
      time: Math.round(kept.duration * 1000) / 1000,
      method,
      target: redactUrl(now.redactor, kept.target),
      operation,
      status,
      ...(sentStatus === undefined ? {} : { sentStatus }),
      answeredBy,
      ...(at === undefined ? {} : { at: redactText(now.redactor, at) }),
      ...(example === undefined ? {} : { example }),
      ...(answeredBy === 'mock' ? bodyOf(now.contract, kept, example, rules) : {}),
      verdict,
      reasons,
      violations,
    };
  };
  const select = async (filter: FeedFilter): Promise<KeptExchange[]> => {
    const found: KeptExchange[] = [];
    for await (const kept of inTurns([...ring])) if (fits(kept, filter)) found.push(kept);
    return found;
  };
  const pageOf = async (filter: FeedFilter) => {
    const { after = 0, limit } = filter;
    const found = (await select(filter)).filter(({ id }) => id > after);
    // Who says what came last reads on from there; all others want the newest.
    return { page: filter.after === undefined ? found.slice(-limit) : found.slice(0, limit), matching: found.length };
  };
  const detail = (kept: KeptExchange): ExchangeDetail => {
    const now = reading();
    const { request, response, caveats = [] } = redactExchange(now.redactor, exchangeOf(now.contract, kept));
    const { method, url, headers } = request;
    return {
      // These come first: by them a check recognises what it reads.
      request: { method, url, headers, ...shown(request.body) },
      response: { status: response.status, headers: response.headers, ...shown(response.body) },
      caveats,
      ...line(kept),
    };
  };
  return {
    fits,
    line,
    detail,
    select,
    async list(filter) {
      const { page, matching } = await pageOf(filter);
      return { exchanges: page.map(line), matching };
    },
    details: async (filter) => (await pageOf(filter)).page.map(detail),
    coverage: coverageCounter(ring, contract, (of) => itemExaminer(of, settings, pseudonyms)),
  };
}

/** Where the body of a mock is from; nothing where it has none, or where that may be what it remembers. */
function bodyOf(
  contract: Contract,
  kept: KeptExchange,
  example: string | undefined,
  { stateful = false, state }: FeedRules,
): Pick<ExchangeLine, 'body'> {
  const { answeredBody, caveats, why } = kept;
  if (answeredBody.state === 'absent') return {};
  if (caveats.includes('answered-by-proxy')) return { body: 'refusal' };
  if (why?.set && 'body' in why.set) return { body: 'set' };
  if (example !== undefined) return { body: 'example' };
  const made = originIn(contract, { ...kept, headers: headersIn(kept) });
  if (made === 'refusal') return { body: made };
  return stateful || state !== undefined || made === 'unknown' ? {} : { body: 'generated' };
}

/** The rules of a check; where the server has the same, its own. */
export function checkRules({ auth = true, readWrite, check }: FeedRules): CheckRules {
  if (check) return check;
  return {
    placeholders: undefined,
    undocumented: undefined,
    undocumentedHeaders: undefined,
    credentials: auth ? 'error' : 'allow',
    readWrite,
    judgeFulfilled: undefined,
    baseUrls: undefined,
  };
}

/** The judgement of a check. Of a batch, that of the first request that fails. */
function outcomeOf({ contract, examiner }: Reading, kept: KeptExchange): OutcomeRecord {
  let worst: OutcomeRecord | undefined;
  for (const examined of examiner.examine(exchangeOf(contract, kept))) {
    if ('unread' in examined || worst?.verdict === 'fail') continue;
    worst = outcomeRecord(examined.outcome);
  }
  if (worst) return worst;
  const { id, method, status } = kept;
  return {
    source: SOURCE,
    exchange: id,
    operation: method,
    status,
    verdict: 'inconclusive',
    reasons: [],
    violations: [],
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function shown(body: Body): ShownBody {
  if (body.state === 'absent') return {};
  if (body.state === 'unknown') return { bodyOmitted: body.reason };
  const { content } = body;
  if (typeof content === 'string') return { body: content };
  try {
    return { body: decoder.decode(content) };
  } catch {
    return { body: { base64: Buffer.from(content).toString('base64') } };
  }
}
