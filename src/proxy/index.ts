/**
 * A request goes to the live service, and its answer comes back as it was; the contract sees a copy of both.
 * Takes a request's head and body stream; gives the upstream's head and body stream, and what the contract says of the
 * exchange. May import model, contract, mock and traffic. Never answers a client itself, and never holds a body that
 * has no bound.
 */
export { createForwarder, type ForwardedRequest, type Forwarder, type UpstreamAnswer } from './forward.js';
export { forwardedHeaders, pairsOf, returnedHeaders, withoutNamed } from './headers.js';
export { createProxyJudge, type ProxyJudge, type ProxyVerdict } from './judge.js';
export { requestFault } from './message.js';
export type { ProxySettings } from './settings.js';
export { bodyNow, bodyOf, Tap } from './tap.js';
