import type { Request, RequestHandler, Response } from 'express';
import type { Contract } from '../../contract/index.js';
import type { AnswerControl } from '../../mock/answers/control.js';
import type { FaultControl } from '../../mock/faults/plan.js';
import type { Answer } from '../../mock/index.js';
import type { Store } from '../../store/index.js';
import type { MockHandler } from '../handler.js';
import type { FeedAccess, FeedOff } from './feed/access.js';
import type { FeedOpener } from './feed/open.js';

/** The methods that pages may have, beside HEAD and OPTIONS. */
export type PageMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One page under `/_docproof/`. */
export interface Page {
  /** Its path, as Express writes it: `/_docproof/exchanges/:id`. */
  readonly path: string;
  /** What it does, by method: GET answers HEAD too. Whatever a handler throws or rejects with is answered. */
  readonly methods: Readonly<Partial<Record<PageMethod, RequestHandler>>>;
  /** The answer of every method where this server does not have the page. @default it has the page */
  readonly off?: Answer | undefined;
}

/** The state of a recording. */
export interface RecordingState {
  /** Exchanges that were written. */
  readonly recorded: number;
  /** Exchanges that could not be written. */
  readonly missing: number;
  /** Why none can be written now, such as a full disk; absent while all is well. */
  readonly outage?: string;
}

/** What begins and ends recording. */
export interface RecorderControl {
  /** Whether it records now, to which file, and its state. */
  state(): { readonly on: boolean; readonly file?: string } & Partial<RecordingState>;
  /** @throws InputError `bad-option` where there is no file to record to */
  set(on: boolean): Promise<void>;
}

/** What changes a mock while it runs. */
export interface Controls {
  readonly answers: AnswerControl;
  /** Absent where several servers share a store that does not tell them of changes. */
  readonly faults?: FaultControl;
}

/** The numbers of a server. */
export interface ServingMetrics {
  /** Its media type. */
  readonly type: string;
  /** As text for Prometheus. @param isReady what the page for readiness says */
  text(isReady: boolean): Promise<string>;
}

/** The state that the application reports. */
export interface ApplicationContext {
  readonly version: string;
  /** The contract that answers now. */
  readonly contract: () => Contract;
  readonly store: Store;
  /** What answers: a mock, a service behind a proxy, or nothing: then the result of a check is shown. */
  readonly mode: 'mock' | 'proxy' | 'result';
  /** The result of a check, as the HTML report has it. */
  readonly result?: unknown;
  /** Gives what changes the mock; absent where nothing or a service answers. */
  readonly controls?: () => Promise<Controls>;
  /** Whether the mock remembers what clients send. @default false */
  readonly stateful?: boolean;
  /** Whether pages may write into the folder of the document. @default false */
  readonly allowWrite?: boolean;
  /** The exchanges that programs may ask for, or why there are none. @default off */
  readonly feed?: FeedAccess | FeedOff;
  /** Of what passes through; absent where nothing is recorded. */
  readonly recording?: () => RecordingState | undefined;
  /** Begins and ends recording; absent where nothing passes through. */
  readonly recorder?: RecorderControl;
  /** A page of ours sends it with each change that it asks for. */
  readonly pageToken: string;
  /** Gives its numbers, which are counted from the first time on; or says why it has none. @default it has none */
  readonly metrics?: (() => Promise<ServingMetrics>) | 'several';
  /** Whether the server is about to stop. */
  readonly isDraining: () => boolean;
  /** Answers the API. */
  readonly handler: MockHandler;
  /** Whether clients speak https. */
  readonly isSecure: boolean;
  /** Ends an answer that failed. */
  readonly failed: (request: Request, response: Response) => void;
}

/** What pages share. */
export interface PageContext extends ApplicationContext {
  /** Opens the feed, or says why there is none. */
  readonly feeding: FeedOpener;
}

/** Sends an answer as it is. */
export function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).send(body);
}

/** The query of a request, as it was sent. */
export function queryOf({ url }: Request): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at));
}
