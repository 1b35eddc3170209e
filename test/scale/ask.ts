import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import type { Call, Mock } from '../../src/mock/index.js';
import { type Body, describe, type Exchange, type Headers, headersOf, NO_BODY } from '../../src/model/index.js';
import { type Received, send } from '../differential/send.js';
import type { LargeDocument } from './documents/index.mjs';

/** A request of a large document. */
export type Asked = LargeDocument['requests'][number];

/** What came of a request. */
export interface Told {
  readonly status: number;
  /** `GET /things`; undefined where none matches. */
  readonly operation: string | undefined;
  /** The errors in the exchange, in words, and what the mock itself says of its answer. */
  readonly faults: readonly string[];
  /** Why the exchange was not judged in full. */
  readonly reasons: readonly string[];
}

/** Asks a mock in this process, and judges what it answers. */
export async function ask(contract: Contract, mock: Mock, asked: Asked): Promise<Told> {
  const call: Call = { ...asked, body: bodyOf(asked.body), origin: 'http://127.0.0.1:4010' };
  const { status, headers, body, violations } = await mock.respond(call);
  const told = violations.map((violation) => `${violation.part} ${violation.location} ${describe(violation)}`);
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return judged(contract, asked, { status, headers: headersOf(fields), body: bodyOf(body) }, told);
}

/** Asks a mock that listens, and judges what it answers. */
export async function askAt(contract: Contract, url: string, asked: Asked): Promise<Told> {
  const { method, target, headers, body } = asked;
  const received: Received = await send(url, {
    name: target,
    request: `${method} ${target}`,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const fields = Object.entries(received.headers).filter((field): field is [string, string | string[]] => !!field[1]);
  const told = received.headers['sl-violations'];
  return judged(
    contract,
    asked,
    {
      status: received.status,
      headers: Object.fromEntries(fields),
      body: bodyOf(received.body.length === 0 ? undefined : received.body),
    },
    told === undefined ? [] : [told].flat(),
  );
}

function judged(contract: Contract, asked: Asked, response: Exchange['response'], told: readonly string[]): Told {
  const { method, target, body } = asked;
  const headers: Headers = asked.headers;
  const exchange: Exchange = {
    source: 'test',
    index: 0,
    request: { method, url: target, headers, body: bodyOf(body) },
    response,
  };
  const { status } = response;
  const judgement = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, baseUrls: [] });
  if (judgement.outOfScope) return { status, operation: undefined, faults: told, reasons: [judgement.outOfScope] };
  const errors = judgement.violations
    .filter(({ severity }) => severity === 'error')
    .map((violation) => `${violation.in} ${violation.part} ${violation.location} ${describe(violation)}`);
  return {
    status,
    operation: judgement.isUnmatched ? undefined : judgement.operation,
    faults: [...errors, ...told],
    reasons: judgement.reasons,
  };
}

function bodyOf(content: string | Uint8Array | undefined): Body {
  return content === undefined ? NO_BODY : { state: 'present', content };
}
