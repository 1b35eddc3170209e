import { type Contract, DEFAULT_POLICY, judgeResponse } from '../contract/index.js';
import type { ResponseMessage } from '../model/index.js';
import { compare } from './compare.js';
import { Exchange, type ShadowSettings, type WireCall } from './exchange.js';
import type { Outcome, ShadowTask } from './messages.js';
import { type PrismEngine, PrismStops } from './prism/engine.js';
import { isText, type Reported, type Side, sideOf, type WireAnswer } from './side.js';

/** Gives an exchange to Prism, and compares its answer with ours. */
export function shadowOf(contract: Contract, settings: ShadowSettings, engine: PrismEngine) {
  return async ({ call, answer }: Omit<ShadowTask, 'number'>): Promise<Outcome> => {
    let theirs: WireAnswer;
    try {
      theirs = await engine.answer(call);
    } catch (error) {
      if (error instanceof PrismStops) return { kind: 'not-compared', why: 'prism-stops', detail: error.message };
      throw error;
    }
    if (!isText(theirs.body)) return { kind: 'not-compared', why: 'binary' };
    const isHead = call.method === 'HEAD';
    const sides = { ours: sideOf(answer, isHead), prism: sideOf(theirs, isHead) };
    const plain = new Exchange(contract, settings, call, sides);
    // Of an error both send what is documented, or a problem.
    const isRandom = plain.isDynamic && answer.status < 400 && theirs.status < 400;
    if (!isRandom) return compare(plain);
    const prism = { ...sides.prism, violations: withFaults(sides.prism, faultsOf(plain, call, theirs)) };
    return compare(new Exchange(contract, settings, call, { ...sides, prism }), true);
  };
}

/** The faults of Prism's answer, by our contract. */
function faultsOf({ compiled, contract }: Exchange, { method }: WireCall, answer: WireAnswer): readonly Reported[] {
  if (!compiled) return [];
  const { status, headers, body } = answer;
  const response: ResponseMessage = {
    status,
    headers,
    body: body === undefined ? { state: 'absent' } : { state: 'present', content: body },
  };
  const context = { schemas: contract.schemas, compiled, policy: DEFAULT_POLICY };
  return judgeResponse(context, response, method)
    .violations.filter(({ part, severity }) => part === 'body' && severity === 'error')
    .map(({ location, keyword }) => ({ in: 'response', place: `body${location}`, code: keyword, isError: true }));
}

/** Prism's own list with those that it does not see. */
function withFaults({ violations }: Side, faults: readonly Reported[]): readonly Reported[] {
  const isKnown = (fault: Reported): boolean =>
    violations.some(({ in: message, place }) => message === 'response' && place === fault.place);
  return [...violations, ...faults.filter((fault) => !isKnown(fault))];
}
