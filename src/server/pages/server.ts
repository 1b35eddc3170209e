import { isObject, type JsonValue } from '../../model/index.js';
import type { Page, PageContext } from './page.js';

/** What this server is and can do: the inspector shows only what it has. */
export function serverPage({ version, contract, mode = 'mock', result, feed = 'off', answers }: PageContext): Page {
  return {
    path: '/_docproof/server',
    methods: {
      GET(_request, response) {
        const { source, root } = contract().document;
        const { title, version: edition } = infoOf(root);
        response.json({
          docproof: version,
          mode,
          document: { source, title, version: edition },
          features: [
            ...(result === undefined ? [] : ['result']),
            ...(typeof feed === 'string' ? [] : ['exchanges', 'operations', 'coverage']),
            ...(answers ? ['overrides'] : []),
            ...(mode === 'mock' ? ['state'] : []),
          ],
          allowWrite: false,
        });
      },
    },
  };
}

/** The title and version of a document (OpenAPI 3.1, Info Object). */
function infoOf(root: JsonValue): { readonly title: string; readonly version: string } {
  const info = isObject(root) && isObject(root.info) ? root.info : {};
  const { title, version } = info;
  return { title: String(title ?? ''), version: String(version ?? '') };
}
