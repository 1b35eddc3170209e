import { createHash } from 'node:crypto';
import { isObject, type JsonValue } from '../../model/index.js';
import type { Page, PageContext } from './page.js';

/** What a server may have beside its API, and when it has it: the inspector shows only what it has. */
const FEATURES: Readonly<Record<string, (context: PageContext) => boolean>> = {
  result: ({ result }) => result !== undefined,
  exchanges: hasFeed,
  operations: hasFeed,
  coverage: hasFeed,
  document: hasFeed,
  downloads: hasFeed,
  drift: hasFeed,
  baseline: hasFeed,
  replay: answers,
  send: answers,
  examples: answers,
  recording: ({ recorder }) => recorder !== undefined,
  overrides: ({ controls }) => controls !== undefined,
  state: ({ stateful = false }) => stateful,
  faults: ({ controls }) => controls !== undefined,
};

/** What this server is and can do: for pages and programs that adapt to it. */
export function serverPage(context: PageContext): Page {
  const { version, pageToken, mode, contract, allowWrite = false } = context;
  return {
    path: '/_docproof/server',
    methods: {
      GET(_request, response) {
        const { source, root } = contract().document;
        const { title, version: edition } = infoOf(root);
        response.json({
          docproof: version,
          // All processes of a server have this token, and no other server has it.
          instance: createHash('sha256').update(pageToken).digest('hex').slice(0, 16),
          mode,
          document: { source, title, version: edition },
          features: Object.keys(FEATURES).filter((name) => FEATURES[name]?.(context)),
          allowWrite,
        });
      },
    },
  };
}

/** Whether there is something that can be asked again. */
function answers(context: PageContext): boolean {
  return hasFeed(context) && context.mode !== 'result';
}

function hasFeed({ feeding }: PageContext): boolean {
  return feeding.off === undefined;
}

/** The title and version of a document (OpenAPI 3.1, Info Object). */
function infoOf(root: JsonValue): { readonly title: string; readonly version: string } {
  const info = isObject(root) && isObject(root.info) ? root.info : {};
  const { title, version } = info;
  return { title: String(title ?? ''), version: String(version ?? '') };
}
