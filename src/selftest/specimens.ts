import type { Contract, Operation } from '../contract/index.js';
import type { Exchange } from '../model/index.js';
import { bodyFaults } from './catalogue/bodies.js';
import { pathFaults, requestFaults, responseFaults, statusFaults } from './catalogue/messages.js';
import { requestDrafts, responseDrafts, scopeOf, warningsOf } from './draft.js';
import type { Scope } from './reading/schema.js';
import type { Carried, Specimen } from './specimen.js';
import type { ValueSource } from './values.js';
import {
  type Filled,
  type FilledBody,
  type RequestDraft,
  type ResponseDraft,
  writeRequest,
  writeResponse,
} from './wire/messages.js';

/**
 * Valid exchanges of one operation, each message mutated once: every request beside a good response, every response
 * beside a good request.
 */
export async function specimensOf(contract: Contract, operation: Operation, source: ValueSource): Promise<Specimen[]> {
  const requests = await requestDrafts(contract, operation, source);
  const responses = await responseDrafts(contract, operation, source);
  const [anyRequest] = requests;
  if (!anyRequest) return [];
  const answer = responses.find(({ status }) => status >= 200 && status < 300) ?? responses[0];
  const [first, ...others] = [
    ...requests.map((request) => compose(contract, operation, request, answer, 'request')),
    ...responses.map((response) => compose(contract, operation, anyRequest, response, 'response')),
  ].filter((specimen) => specimen !== undefined);
  if (!first) return [];
  // Path and method are the same in all of them.
  return [{ ...first, others: [...pathFaults(contract, operation, first.exchange), ...first.others] }, ...others];
}

/** The response if the document describes none that could be sent: nothing is said of it (RFC 9110 §15.4.5). */
const NO_ANSWER: ResponseDraft = { status: 304, headers: [], body: undefined };

function compose(
  contract: Contract,
  operation: Operation,
  request: RequestDraft,
  response: ResponseDraft = NO_ANSWER,
  mutated: 'request' | 'response',
): Specimen | undefined {
  const write = (asked: RequestDraft, answered: ResponseDraft): Exchange | undefined => {
    const question = writeRequest(asked, scopeOf(contract, 'request'));
    const answer = writeResponse(answered, scopeOf(contract, 'response'));
    return question && answer && { source: 'selftest', index: 0, request: question, response: answer };
  };
  const exchange = write(request, response);
  if (!exchange) return undefined;
  const ask = (draft: RequestDraft): Exchange | undefined => write(draft, response);
  const answer = (draft: ResponseDraft): Exchange | undefined => write(request, draft);
  const common = { operation, exchange, known: warningsOf(request) };
  if (mutated === 'response')
    return {
      ...common,
      values: carriedBy(
        { scope: scopeOf(contract, 'response'), filled: response.headers, body: response.body },
        (headers) => answer({ ...response, headers }),
        (body) => answer({ ...response, body }),
      ),
      others: [
        ...statusFaults(operation, exchange),
        ...responseFaults(response, answer),
        ...bodyFaults(operation, exchange, 'response'),
      ],
    };
  return {
    ...common,
    values: carriedBy(
      { scope: scopeOf(contract, 'request'), filled: request.parameters, body: request.body },
      (parameters) => ask({ ...request, parameters }),
      (body) => ask({ ...request, body }),
    ),
    others: [...requestFaults(contract, operation, request, ask), ...bodyFaults(operation, exchange, 'request')],
  };
}

/**
 * The values that a message carries.
 * @param withParameters the exchange with other parameters or header fields in their stead
 * @param withBody the exchange with another body
 */
function carriedBy(
  { scope, filled, body }: Message,
  withParameters: (filled: readonly Filled[]) => Exchange | undefined,
  withBody: (body: FilledBody) => Exchange | undefined,
): Carried[] {
  const carried = filled.map(
    ({ parameter, value }, turn): Carried => ({
      part: parameter.place,
      name: parameter.name,
      scope,
      schema: parameter.schema,
      value,
      with: (other) =>
        withParameters(filled.map((each, index) => (index === turn ? { parameter, value: other } : each))),
    }),
  );
  if (!body || body === 'left-out') return carried;
  const { plan, value, placeholders } = body;
  return [
    ...carried,
    {
      part: 'body',
      ...(plan.sequence ? { within: plan.sequence.within } : {}),
      scope,
      schema: plan.schema,
      value,
      placeholders,
      with: (other) => withBody({ ...body, value: other }),
    },
  ];
}

/** The parts of a request or a response that carry values. */
interface Message {
  readonly scope: Scope;
  readonly filled: readonly Filled[];
  readonly body: ResponseDraft['body'];
}
