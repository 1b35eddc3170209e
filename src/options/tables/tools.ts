import { COVERAGE_FORMATS, SELFTEST_FORMATS } from '../../report/names.js';
import { group } from '../row.js';

/** Options of `docproof selftest`. */
export const SELFTEST = /* @__PURE__ */ group('Self-test', {
  format: {
    kind: { type: 'choice', values: SELFTEST_FORMATS },
    short: 'f',
    value: 'FORMAT',
    variable: 'DOCPROOF_SELFTEST_FORMAT',
    default: 'text',
    help: 'how to write the score',
  },
  seed: {
    kind: { type: 'text' },
    value: 'SEED',
    variable: 'DOCPROOF_SELFTEST_SEED',
    defaultText: 'docproof',
    help: 'make the same faults for the same seed',
  },
  perClass: {
    kind: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    value: 'COUNT',
    defaultText: '1',
    help: 'how many faults of a class to put into one message',
  },
  baseUrls: {
    kind: { type: 'list', of: 'url', separator: ',' },
    flag: 'base-url',
    value: 'URL',
    help: "treat this as a URL of the service, besides the document's servers",
  },
  limit: {
    kind: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    value: 'COUNT',
    default: 20,
    help: 'how many misjudged exchanges to show',
  },
});

/** Options of `docproof coverage`. */
export const COVERAGE = /* @__PURE__ */ group('Coverage', {
  format: {
    kind: { type: 'choice', values: COVERAGE_FORMATS },
    short: 'f',
    value: 'FORMAT',
    variable: 'DOCPROOF_COVERAGE_FORMAT',
    default: 'text',
    help: 'how to write the coverage',
  },
  document: {
    kind: { type: 'path' },
    value: 'DOCUMENT',
    variable: false,
    defaultText: 'the one that the results name',
    help: 'the document, for lcov and cobertura',
  },
  minCoverage: {
    kind: { type: 'percent' },
    value: 'PERCENT',
    default: 0,
    help: 'exit with 1 if fewer of the operations were seen',
  },
  limit: {
    kind: { type: 'integer', minimum: 0, maximum: 1_000_000 },
    value: 'COUNT',
    default: 20,
    help: 'how many of a kind to list',
  },
});

/** Options of `docproof compile`. */
export const COMPILING = /* @__PURE__ */ group('Output', {
  output: {
    kind: { type: 'path' },
    short: 'o',
    value: 'DIR',
    variable: false,
    required: true,
    help: 'the folder into which openapi.yaml and mocks/ are written',
  },
  title: {
    kind: { type: 'text' },
    value: 'TEXT',
    defaultText: 'the name of the folder',
    help: "the document's title",
  },
  apiVersion: {
    kind: { type: 'text' },
    value: 'TEXT',
    defaultText: '1.0.0',
    help: "the version of the document's API",
  },
  openapi: {
    kind: { type: 'choice', values: ['3.1', '3.2'] },
    value: 'VERSION',
    variable: false,
    default: '3.1',
    help: 'the version of OpenAPI; 3.2 has operations with any method, such as COPY',
  },
  descriptions: {
    kind: { type: 'boolean' },
    default: true,
    help: 'copy the sentences of the pages too, not only names, types and values',
  },
});

/** Options of `docproof bundle`. */
export const BUNDLING = /* @__PURE__ */ group('Output', {
  output: {
    kind: { type: 'path' },
    short: 'o',
    value: 'FILE',
    variable: false,
    defaultText: 'YAML on standard output',
    help: 'write to FILE, whose name ends in .json, .yaml or .yml',
  },
  builtin: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'use the built-in example, Microsoft Graph identity protection, instead of a document of yours',
  },
  openapi: {
    kind: { type: 'choice', values: ['3.0', '3.1', '3.2'] },
    value: 'VERSION',
    variable: false,
    defaultText: "the document's own",
    help: 'write it in this version of OpenAPI, with a warning for each thing that the version cannot express',
  },
  module: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'write an ES module for docproof/core, with binary files and validators that need no code generation; FILE ends in .js or .mjs',
  },
  strict: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'write nothing and exit with 1 if the version of --openapi cannot express all of it',
  },
});

/** Options of `docproof explain`. */
export const EXPLAINING = /* @__PURE__ */ group('Output', {
  format: {
    kind: { type: 'choice', values: ['text', 'markdown', 'json'] },
    short: 'f',
    value: 'FORMAT',
    variable: 'DOCPROOF_EXPLAIN_FORMAT',
    default: 'text',
    help: 'how to write it',
  },
});

/** Options of `docproof mcp`. */
export const MCP = /* @__PURE__ */ group('Server', {
  folder: {
    kind: { type: 'path' },
    value: 'FOLDER',
    variable: 'DOCPROOF_MCP_FOLDER',
    default: '.',
    help: 'the only folder that agents may read and write; links in it are not followed',
  },
  http: {
    kind: { type: 'integer', minimum: 0, maximum: 65_535 },
    value: 'PORT',
    variable: 'DOCPROOF_MCP_HTTP',
    defaultText: 'standard input and output',
    help: 'listen on this port of 127.0.0.1 (Streamable HTTP); 0 takes any free one',
  },
});

/** Options of `docproof init`. */
export const INITIALISING = /* @__PURE__ */ group('Files', {
  force: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'replace files that are there; links are never written through',
  },
  dryRun: {
    kind: { type: 'boolean' },
    variable: false,
    help: 'print the files and write none',
  },
});
