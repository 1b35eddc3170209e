import type { Contract } from '../contract/index.js';
import { type Answer, type Call, type MockSettings, toValidation } from '../mock/index.js';
import { count, lowerCaseNames, writeJson } from '../model/index.js';
import { type Redactor, redactUrl } from '../redact/index.js';
import type { ShadowSettings, WireCall } from './exchange.js';
import { Ledger, type ShadowResult, type ShownDifference } from './ledger.js';
import type { NotCompared, Outcome, ShadowSetup } from './messages.js';
import type { Peer } from './prism/peer.js';
import { LIMITS, type Limits, type Runner, startRunner } from './runner.js';
import { shownFact } from './shown.js';
import { isText, reportedOf } from './side.js';

/** What was found of one request, fit to be shown. */
export interface Compared extends Omit<ShownDifference, 'count'> {
  readonly method: string;
  readonly outcome: Outcome;
}

/** What a shadow compares with, and who hears of it. A listener that throws is a warning of the process. */
export interface ShadowOptions {
  readonly peer: Peer;
  readonly settings: MockSettings;
  onCompared(compared: Compared): void;
  /** A decided difference that concerns every answer, when it is met first. */
  onGeneral(id: string): void;
  /** A sentence about the shadow itself. */
  onNotice(text: string): void;
  readonly limits?: Partial<Limits>;
  /** For tests: another thread. */
  readonly thread?: URL;
}

/** How an answer came about. */
export interface Circumstances {
  /** Whether the client did not get all of it. */
  readonly isCut: boolean;
  /** Whether a test or a page set it. */
  readonly isSet: boolean;
}

/** Compares each answer of a mock with Prism's, after it was sent. */
export interface Shadow {
  /** Takes note of an answer that was sent. Never waits. */
  add(call: Call, answer: Answer, circumstances: Circumstances): void;
  /** The document changed: later answers are compared by it. */
  replace(contract: Contract, redactor: Redactor): void;
  /** Waits for the comparisons that are left, at most this many milliseconds. */
  idle(patience: number): Promise<void>;
  /** Ends it at once, and gives what was found. */
  end(): ShadowResult;
}

/** So many violations of one answer are compared. */
const MOST_VIOLATIONS = 1_000;

/** Bodies beyond this size are not compared. */
const LARGEST = 1024 * 1024;

/** Starts a shadow. Its thread starts with the first answer. */
export function startShadow(contract: Contract, redactor: Redactor, options: ShadowOptions): Shadow {
  const { peer, settings, onCompared, onGeneral, onNotice } = options;
  const ledger = new Ledger();
  let isFullSaid = false;
  let current = sessionOf(contract, redactor, peer, settings);
  const runner: Runner = startRunner(
    {
      onRestart: (why) => onNotice(`${why}; another thread takes its place`),
      onOff(why) {
        ledger.off = why;
        onNotice(`the shadow is off: ${why}. The mock goes on answering`);
      },
    },
    { ...LIMITS, ...options.limits },
    options.thread,
  );
  const finish = (
    session: typeof current,
    call: Pick<Call, 'method' | 'target'>,
    type: string,
    outcome: Outcome,
  ): void => {
    const { method, target } = call;
    const shown = {
      operation: session.operationOf(method, target),
      target: redactUrl(session.redactor, target),
      facts: outcome.kind === 'different' ? outcome.facts.map((fact) => shownFact(fact, session.redactor, type)) : [],
    };
    for (const id of ledger.add(outcome, shown)) onGeneral(id);
    onCompared({ method, ...shown, outcome });
  };
  return {
    add(call, answer, circumstances) {
      const session = current;
      const type = String(lowerCaseNames(answer.headers)['content-type'] ?? '');
      const skip = (why: NotCompared): void => finish(session, call, type, { kind: 'not-compared', why });
      const why = whyNot(call, answer, circumstances, settings);
      if (why) {
        skip(why);
        return;
      }
      const wire = wireCallOf(call);
      const added = runner.add({
        setup: session.setup,
        call: wire,
        answer: {
          status: answer.status,
          headers: lowerCaseNames(answer.headers),
          ...(answer.body === undefined ? {} : { body: answer.body }),
          violations: reportedOf(answer.violations.slice(0, MOST_VIOLATIONS).map(toValidation)),
        },
        bytes: sizeOf(wire.body) + sizeOf(answer.body),
        done: (outcome) => finish(session, call, type, outcome),
      });
      if (added === 'added') return;
      if (added === 'queue-full' && !isFullSaid) {
        isFullSaid = true;
        onNotice('Prism is slower than the mock: some answers are not compared; the summary counts them');
      }
      skip(added);
    },
    replace(next, nextRedactor) {
      current = sessionOf(next, nextRedactor, peer, settings);
    },
    async idle(patience) {
      const left = runner.size();
      if (left > 0) onNotice(`waiting for Prism, which has ${count(left, 'answer')} left to compare`);
      await runner.idle(patience);
    },
    end() {
      runner.end();
      return ledger.result(peer.version, current.source);
    },
  };
}

function sessionOf(contract: Contract, redactor: Redactor, peer: Peer, settings: MockSettings) {
  const { source, dialect, files, binaries, root } = contract.document;
  const { cors, dynamic, errors, ignoreExamples, seed } = settings;
  const used: ShadowSettings = { cors, dynamic, errors, ignoreExamples, seed };
  const setup: ShadowSetup = {
    peer,
    text: writeJson(root),
    document: { source, dialect, files, binaries },
    settings: used,
  };
  return {
    source,
    setup,
    redactor,
    /** Of what is not documented, method and path. */
    operationOf(method: string, target: string): string {
      const { operation } = contract.matcher.matchTarget(method, target);
      return operation?.id ?? `${method} ${redactUrl(redactor, target.split('?', 1)[0] ?? '')}`;
    },
  };
}

/** Why a comparison has no meaning, or cannot be made. */
function whyNot(
  call: Call,
  answer: Answer,
  { isCut, isSet }: Circumstances,
  settings: MockSettings,
): NotCompared | undefined {
  const { headers, body } = call;
  const { delivery, status } = answer;
  if (isSet) return 'set-by-a-test';
  if (answer.parts) return 'batch';
  const isPlanned =
    /\bfault\b/i.test(String(headers.prefer ?? '')) || settings.faults.some(({ fault }) => mayBeFault(fault, answer));
  if (delivery?.fault !== undefined || isPlanned) return 'fault-or-delay';
  if (delivery?.stream) return 'stream';
  if (isCut) return 'cut-answer';
  if (status < 400 && (settings.stateful || settings.echo)) return 'stateful-or-echo';
  const coding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (coding !== 'identity') return 'encoded-request';
  const hasLength = headers['content-length'] !== undefined && headers['content-length'] !== '0';
  const isUnread = body.state !== 'present' && (hasLength || headers['transfer-encoding'] !== undefined);
  if (call.unreadable || body.state === 'unknown' || isUnread) return 'unread-request';
  if (sizeOf(answer.body) > LARGEST || (body.state === 'present' && sizeOf(body.content) > LARGEST))
    return 'large-body';
  const type = String(lowerCaseNames(answer.headers)['content-type'] ?? '');
  if (/^multipart\//i.test(type)) return 'multipart-answer';
  return isText(answer.body) && (body.state !== 'present' || isText(body.content)) ? undefined : 'binary';
}

/** Whether an answer may come from a rule of --fault: a refusal says what is wrong with the request. */
function mayBeFault(fault: MockSettings['faults'][number]['fault'], { status, violations }: Answer): boolean {
  if (fault.kind === 'status') return fault.status === status;
  return fault.kind === 'any-error' && status >= 400 && violations.length === 0;
}

function wireCallOf({ method, target, headers, body }: Call): WireCall {
  return {
    method,
    target,
    // As a plain object: Node's has another prototype.
    headers: { ...headers },
    ...(body.state === 'present' ? { body: body.content } : {}),
  };
}

function sizeOf(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? body.length : body.byteLength;
}
