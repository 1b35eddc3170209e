import { policyOf } from '../../check/index.js';
import { type Contract, reportRedactorOf } from '../../contract/index.js';
import { checkRules, type Decision, type KeptExchange, type ShownExchange } from '../../feed/index.js';
import { pseudonyms, systemSources } from '../../io/index.js';
import { type Circumstances, type Trace, traceOf } from '../../mock/explain.js';
import { type Call, type MockSettings, sessionOf } from '../../mock/index.js';
import { count, headerValue } from '../../model/index.js';
import { redactText } from '../../redact/index.js';
import type { ToolSettings } from './settings.js';

/**
 * Why the exchange has this answer, step by step. The stages of the mock that decide take their steps again, so that
 * what is said is what they do. Nothing of it is worked out before somebody asks.
 */
export function decisionsOf(settings: ToolSettings, kept: KeptExchange, detail: ShownExchange): readonly Decision[] {
  const contract = settings.contract();
  const own = settings.mock?.();
  const steps =
    kept.answeredBy === 'mock' && own ? ofMock(contract, own, kept, detail) : ofOthers(settings, kept, detail);
  const redactor = reportRedactorOf(settings.redact, contract, pseudonyms);
  return steps.map((step) => ({ ...step, text: redactText(redactor, step.text) }));
}

function ofMock(contract: Contract, own: MockSettings, kept: KeptExchange, detail: ShownExchange): Decision[] {
  const answered = Object.entries(kept.answered).find(([name]) => name.toLowerCase() === 'docproof-draw')?.[1];
  const circumstances: Circumstances = {
    settings: own,
    ...kept.why,
    draw: typeof answered === 'string' ? answered : undefined,
  };
  const { method, target, asked: headers, askedBody: body } = kept;
  const call: Call = { method, target, headers, body, origin: 'http://localhost' };
  const trace = traceOf(contract, systemSources, call, circumstances);
  const first = [
    routeStep(trace.match, method),
    credentialsStep(trace, circumstances.settings),
    body.state === 'unknown' ? requestNotKeptStep(kept, detail) : requestStep(trace, kept.status),
    preferStep(trace),
    overrideStep(circumstances, call),
    faultStep(trace, circumstances, kept.status === 0),
  ];
  const last = isTrue(trace, kept, detail)
    ? [negotiationStep(trace, call), pairingStep(trace), bodyStep(trace, circumstances, detail)]
    : [otherStep(trace, kept, detail)];
  return [...first, ...last].filter((step) => step !== undefined);
}

/** Whether the steps that were taken again come to the answer that was given, as far as one can tell. */
function isTrue({ request, response, injection }: Trace, { status, askedBody }: KeptExchange, detail: ShownExchange) {
  if (!request || request.refusal || injection?.fault || status === 0) return true;
  // A body that is not kept may have had a part in it; that the answer is an example as it is, is certain.
  if (askedBody.state === 'unknown' && detail.example === undefined) return false;
  return response?.choice.status === status;
}

/** Of a body that is too large to be judged again, what was found when it came. */
function requestNotKeptStep({ status }: KeptExchange, { violations }: ShownExchange): Decision {
  const found = violations.filter(({ in: side }) => side === 'request');
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (errors > 0 && status >= 400)
    return { step: 'request', text: `It has ${count(errors, 'error')}, so it is refused with ${status}.` };
  const faults = found.length === 0 ? 'no fault' : count(found.length, 'fault');
  return { step: 'request', text: `Its body is too large to be kept. The mock found ${faults} in the request.` };
}

/** What can be said where the steps that were taken again come to another answer, or to none. */
function otherStep(
  { request, response, isRemembered }: Trace,
  { status, askedBody }: KeptExchange,
  { violations }: ShownExchange,
): Decision | undefined {
  const isRefused = violations.some(({ in: side, severity }) => side === 'request' && severity === 'error');
  if (isRefused && status >= 400) return undefined;
  if (request && !response && status >= 400)
    return { step: 'negotiation', text: `The document has no such answer, so the mock refuses with ${status}.` };
  if (isRemembered) return { step: 'state', text: `What the mock remembered led to ${status}.` };
  return {
    step: 'negotiation',
    text:
      askedBody.state === 'unknown'
        ? `The mock answered with ${status}. Why is not known any more, since the body is not kept.`
        : `The mock answered with ${status}. Its document, its settings or what it remembers may have changed since.`,
  };
}

/** A service answers as it likes: what is known is where the request went, and what was judged. */
function ofOthers(
  { contract, rules }: ToolSettings,
  kept: KeptExchange,
  { status, sentStatus, violations }: ShownExchange,
): Decision[] {
  const { method, target, answeredBy } = kept;
  const bad = violations.filter(({ in: side, severity }) => side === 'request' && severity === 'error').length;
  const asked = bad === 0 ? 'The request is as documented.' : `The request has ${count(bad, 'error')}.`;
  const by = answeredBy === 'mock' ? 'The mock answered in the place of the service' : 'The service answered';
  return [
    routeStep(contract().matcher.matchUrl(method, target, policyOf(checkRules(rules)).baseUrls), method),
    { step: 'request', text: asked },
    {
      step: 'service',
      text:
        answeredBy === 'proxy'
          ? `The proxy answered with ${status}, and the service was not asked or could not be.`
          : `${by}: ${status}.${sentStatus === undefined ? '' : ` The client got ${sentStatus}.`}`,
    },
  ];
}

function routeStep(match: Trace['match'], method: string): Decision {
  const { operation } = match;
  if (operation) {
    const name = operation.operationId === undefined ? '' : ` (${operation.operationId})`;
    const values = Object.entries(match.pathValues).map(([parameter, value]) => `${parameter} is ${value}`);
    const where = values.length === 0 ? '' : `; ${values.join(', ')}`;
    return { step: 'route', text: `${operation.id}${name}${where}.`, pointer: operation.pointer };
  }
  const why = {
    method: `The path has no ${method}: it has ${match.allowed.join(', ')}.`,
    path: 'The document has no such path.',
    server: 'No server of the document has this base path.',
  } as const;
  return { step: 'route', text: why[match.unmatched] };
}

function credentialsStep({ request }: Trace, { auth }: MockSettings): Decision | undefined {
  if (!request) return undefined;
  const { security } = request.compiled;
  const text = !security
    ? 'The document asks for none.'
    : security.isSatisfied(request.sources)
      ? 'The documented ones are there. They are not verified.'
      : auth
        ? 'The documented ones are missing.'
        : 'The documented ones are missing, and --no-auth lets that pass.';
  return { step: 'credentials', text };
}

function requestStep({ request }: Trace, status: number): Decision | undefined {
  if (!request) return undefined;
  const { violations, refusal, validation } = request;
  if (validation === 'off') return { step: 'request', text: 'It is not judged (validate-request=off).' };
  if (refusal)
    return {
      step: 'request',
      text: `It has ${count(violations.length, 'fault')}, so it is refused${status >= 400 ? ` with ${status}` : ''}.`,
    };
  return {
    step: 'request',
    text:
      violations.length === 0
        ? 'It is as documented.'
        : `It has ${count(violations.length, 'fault')} that ${violations.length === 1 ? 'does' : 'do'} not stop it.`,
  };
}

function preferStep({ preferred = {} }: Trace): Decision | undefined {
  const { code, example, dynamic, seed, validateRequest, auth, minimal } = preferred;
  const words = Object.entries({ code, example, dynamic, seed, 'validate-request': validateRequest })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`);
  if (auth === false) words.push('no-auth');
  if (minimal) words.push('return=minimal');
  return words.length === 0 ? undefined : { step: 'preference', text: `The client prefers ${words.join(', ')}.` };
}

function overrideStep({ set }: Circumstances, call: Call): Decision | undefined {
  if (!set) return undefined;
  const { body, headers, ...others } = set;
  const words = [
    ...Object.entries(others).map(([name, value]) => `${name} ${typeof value === 'object' ? 'as set' : value}`),
    ...(body === undefined ? [] : ['a body']),
    ...(headers ? [count(Object.keys(headers).length, 'header field')] : []),
  ];
  const session = sessionOf(call);
  const whom = session === '' ? '' : ` The request is of the session ${session}.`;
  return { step: 'override', text: `An answer was set for it: ${words.join(', ') || 'as usual'}.${whom}` };
}

function faultStep(
  { injection, preferred }: Trace,
  { settings, set, draw }: Circumstances,
  isReset: boolean,
): Decision | undefined {
  if (preferred?.fault) return { step: 'fault', text: `The client prefers ${faultWords(preferred.fault)}.` };
  if (isReset && set?.fault === undefined)
    return { step: 'fault', text: 'The plan draws reset: the connection ends without an answer.' };
  if (!injection || draw === undefined) return undefined;
  const call = `call ${Number(draw.split('.', 1)[0]) + 1} by the seed ${settings.drawSeed ?? ''}`;
  const delay = injection.delay > 0 ? ` It waits ${injection.delay} ms.` : '';
  if (!injection.fault) return { step: 'fault', text: `The plan draws nothing for ${call}.${delay}` };
  return { step: 'fault', text: `The plan draws ${faultWords(injection.fault)} for ${call}.${delay}` };
}

function faultWords(fault: { readonly kind: string; readonly status?: number }): string {
  return fault.status === undefined ? fault.kind : String(fault.status);
}

function negotiationStep({ response, preferred }: Trace, { headers }: Call): Decision | undefined {
  if (!response) return undefined;
  const { status, media, response: documented } = response.choice;
  const accept = headerValue(headers, 'accept');
  const why = preferred?.code === undefined ? '' : ' The client prefers it.';
  const type = media ? ` as ${media.key}, for Accept: ${accept ?? '*/*'}` : ', without a body';
  return { step: 'negotiation', text: `${status}${type}.${why}`, pointer: documented.pointer };
}

function pairingStep({ paired }: Trace): Decision | undefined {
  if (!paired) return undefined;
  const text =
    paired.by === 'rule'
      ? `The request fulfils the rule (x-docproof-when) of the example ${paired.name}.`
      : `The request is like the documented request ${paired.name}, and gets the answer of that name.`;
  return { step: 'pairing', text };
}

function bodyStep(
  { response, isRemembered }: Trace,
  { set }: Circumstances,
  detail: ShownExchange,
): Decision | undefined {
  if (!response || detail.response.body === undefined) return undefined;
  if (set?.body !== undefined) return { step: 'override', text: 'The body is the one that was set.' };
  const { example } = response.choice;
  if (detail.example !== undefined)
    return {
      step: 'example',
      text: `The body is the documented example ${detail.example}, as it is.`,
      ...(example ? { pointer: example.pointer } : {}),
    };
  if (isRemembered && detail.status < 300)
    return { step: 'state', text: 'The body is made of what clients sent before, which the mock remembers.' };
  return example
    ? { step: 'example', text: `The body is made of the documented example ${example.name}, with changes.` }
    : { step: 'generated', text: 'The body is generated from its schema.' };
}
