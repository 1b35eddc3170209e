/**
 * `docproof/vite`: the mock of a contract in Vite's dev server and preview, below a path of the page.
 */
export type { AnswerOverride, Answers, PendingAnswer } from '../../core/index.js';
export type { PluginOptions } from './options.js';
export { type DocproofPlugin, docproof } from './plugin.js';
