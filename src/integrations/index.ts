/**
 * Docproof inside the tools of its users: one folder a tool, and what several of them need by its own name.
 * Takes what a tool gives (fixtures, responses, hooks, options); gives handlers, fixtures, matchers and reporters in
 * its own form.
 * May import the rooms that judge, mock, report and load.
 * Never judges by its own rules, and never imports a tool that its user did not name.
 */
export type { ObserveOptions, Observer } from './express/index.js';
export type { ContractMatchers, MatcherOptions } from './matchers/index.js';
export type { ContractHandlers, HandlersOptions } from './msw/index.js';
export type { Api, DocproofOptions } from './playwright/index.js';
export type { DocproofPlugin, PluginOptions } from './vite/index.js';
