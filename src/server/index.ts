/**
 * The mock behind Node's HTTP, and the Express application beside it.
 * Takes a Contract and a Mock; gives a Connect handler or a listening server. May import model, contract and mock.
 * Never decides what to answer.
 */

export type { CallbackOutcome } from '../core/callbacks.js';
export { deliver } from './deliver.js';
export { attempt, notify } from './fail.js';
export type { PageForwarder } from './forward.js';
export { createHandler, type MockHandler } from './handler.js';
export { assertHostName, createHostJudge, isLoopback } from './host.js';
export { type Address, type RunningServer, serveMock, type TlsFiles } from './listen.js';
export { mountedTarget, originOf } from './mount.js';
export { type Observation, observeHttp } from './observe-http.js';
export type { FeedAccess, FeedOff } from './pages/feed/access.js';
export type { Controls, RecorderControl, RecordingState, ServingMetrics } from './pages/page.js';
export { endedOf, type ProxiedExchange } from './proxied-exchange.js';
export { createProxyHandler, type ProxyHandler } from './proxy-handler.js';
export { readAhead } from './read-ahead.js';
export type { Listeners } from './reply.js';
