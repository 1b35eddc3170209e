import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, headersOf, NO_BODY, type Violation } from '../../src/model/index.js';

/** A request as a test writes it. */
export interface Asked {
  readonly method?: string;
  readonly url: string;
  /** Several values are several fields. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

/** What is wrong with a request, the answer being beyond doubt: `query limit maximum`. */
export function faultsOfRequest(contract: Contract, { method = 'GET', url, headers = {}, body }: Asked): string[] {
  const content: Body = body === undefined ? NO_BODY : { state: 'present', content: body };
  const judged = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method, url, headers: headersOf(fieldsOf(headers)), body: content },
      response: { status: 200, headers: {}, body: NO_BODY },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return judged.violations.filter((violation) => violation.in === 'request').map(brief);
}

/** A response as a test writes it. */
export interface Answered {
  readonly status: number;
  readonly headers?: Asked['headers'];
  readonly body?: string;
}

/** What is wrong with the response to a request without a body: `header X-Count type`. */
export function faultsOfResponse(
  contract: Contract,
  { method = 'GET', url }: Pick<Asked, 'method' | 'url'>,
  { status, headers = {}, body }: Answered,
): string[] {
  const content: Body = body === undefined ? NO_BODY : { state: 'present', content: body };
  const judged = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method, url, headers: {}, body: NO_BODY },
      response: { status, headers: headersOf(fieldsOf(headers)), body: content },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return judged.violations.filter((violation) => violation.in === 'response').map(brief);
}

function fieldsOf(headers: NonNullable<Asked['headers']>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
}

/** `query limit maximum`. */
export function brief({ part, location, keyword }: Violation): string {
  return [part, location, keyword].filter((word) => word !== '').join(' ');
}
