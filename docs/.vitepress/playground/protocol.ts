/** What the page and its worker tell each other. All of it is plain data. */
import type { OutcomeRecord } from '../../../src/model/index.js';

/** A request as the page's form has it. */
export interface FormRequest {
  readonly method: string;
  readonly url: string;
  /** One field a line: `content-type: application/json`. */
  readonly headers: string;
  readonly body: string;
}

/** What is known of a document that was read. */
export interface Loaded {
  readonly title: string;
  readonly operations: readonly { readonly id: string; readonly request: FormRequest }[];
  /** Problems with which the document is used nevertheless. */
  readonly warnings: readonly string[];
}

/** An answer of the mock, and the verdict on the exchange. */
export interface Answered {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
  readonly outcome: OutcomeRecord;
}

/** What came of a pasted capture. */
export interface Judged {
  readonly outcomes: readonly (OutcomeRecord & { readonly target: string })[];
  /** Entries that could not be read, with the reason. */
  readonly unread: readonly string[];
  /** There are more than are judged here. */
  readonly isCut: boolean;
}

/** What went wrong, as every message of Docproof says it. */
export interface Problem {
  readonly message: string;
  readonly cure?: string;
}

/** The questions, each with its answer. */
export interface Questions {
  readonly load: { readonly ask: string; readonly answer: Loaded };
  readonly send: { readonly ask: FormRequest; readonly answer: Answered };
  readonly judge: { readonly ask: string; readonly answer: Judged };
}

/** A question to the worker. */
export type Question = {
  readonly [Kind in keyof Questions]: {
    readonly id: number;
    readonly kind: Kind;
    readonly ask: Questions[Kind]['ask'];
  };
}[keyof Questions];

/** The worker's reply to the question of that id. */
export type Reply =
  | { readonly id: number; readonly answer: Questions[keyof Questions]['answer'] }
  | { readonly id: number; readonly problem: Problem };
