/**
 * Docproof in a server of Express, Connect or Node: `docproof/express`. It uses the types of `node:http` only, so that
 * every router that takes `(request, response, next)` can mount it.
 * Takes a Contract; gives handlers. May import api. Never imports a server's package.
 */
export { loadContract } from '../../api/load-contract.js';
export { type HandlerOptions, mock } from '../../api/mock.js';
export type { Findings } from '../../api/observe/findings.js';
export { type Observer, observe } from '../../api/observe/observe.js';
export { type FetchService, type ObservedFetch, observeFetch } from '../../api/observe/observe-fetch.js';
export type { ObserveMode, ObserveOptions } from '../../api/observe/options.js';
