import { group } from '../row.js';

/** How far a document may reach, and what is added to it. */
export const DOCUMENT = /* @__PURE__ */ group('Document', {
  overlays: {
    kind: { type: 'list', of: 'path', separator: ',' },
    flag: 'overlay',
    value: 'FILE',
    key: 'overlay',
    join: 'flags-last',
    help: 'apply this OpenAPI Overlay (1.0 or 1.1) to the document; several are applied in their order',
  },
  allowPaths: {
    kind: { type: 'list', of: 'path', separator: ',' },
    flag: 'allow-path',
    value: 'FOLDER',
    key: 'allow-paths',
    join: 'flags-first',
    help: 'let the document take files from FOLDER, besides its own folder',
  },
  allowRemote: {
    kind: { type: 'boolean' },
    key: 'allow-remote',
    help: 'let the document take files from http(s) URLs',
  },
  allowPrivate: {
    kind: { type: 'boolean' },
    key: 'allow-private',
    help: 'let such URLs lead to this machine and to private networks',
  },
  allowRedirects: {
    kind: { type: 'boolean' },
    key: 'allow-redirects',
    help: 'let such URLs be redirected to other hosts',
  },
});

/** Options of every verb. These are settled before `docproof.yaml` is read. */
export const GENERAL = /* @__PURE__ */ group('General', {
  config: {
    kind: { type: 'path' },
    value: 'FILE',
    defaultText: './docproof.yaml',
    help: 'read the configuration from FILE',
  },
  quiet: {
    kind: { type: 'boolean' },
    short: 'q',
    help: 'print only what was asked for: reports and answers, and no hints or progress',
  },
  color: {
    kind: { type: 'boolean' },
    variable: false,
    default: true,
    defaultText: 'on a terminal',
    help: 'use colours; NO_COLOR switches them off too',
  },
});
