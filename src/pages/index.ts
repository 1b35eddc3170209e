/**
 * Pages of an API reference become an OpenAPI document, and a list of what they get wrong.
 * Takes texts, gives plain data; never reads a file and never throws for what a page says.
 */
export { type Compiled, type CompileOptions, compilePages, type PageFile } from './compile.js';
export { type FindingOptions, findingsOf, rules } from './rules/index.js';
export type { Rule } from './rules/rule.js';
export { type MockFile, withMockFiles } from './write/mocks.js';
