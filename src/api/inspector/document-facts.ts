import type { Contract } from '../../contract/index.js';
import type { DocumentFacts } from '../../feed/index.js';
import { isObject } from '../../model/index.js';
import { authoredDocument, nameOf } from '../authored-document.js';
import { describedBy } from '../scope.js';

/** Problems that are listed. */
const MOST = 500;

/** What the document is, and what was found when it was loaded. */
export async function documentFacts(contract: Contract): Promise<DocumentFacts> {
  const { document, operations } = contract;
  const { root, files } = document;
  const warnings = contract.loadWarnings();
  const listed = warnings.slice(0, MOST);
  const authored = await authoredDocument(
    contract,
    listed.map(({ pointer }) => pointer),
  );
  const { description } = root.info ?? {};
  return {
    ...describedBy(contract),
    openapi: root.openapi,
    ...(typeof description === 'string' ? { description } : {}),
    operations: operations.length,
    files: files.map(nameOf),
    servers: serversOf(root),
    problems: listed.map(({ rule, message, cure, pointer }) => {
      const position = authored.locate(pointer);
      const excerpt = position && authored.excerpt?.(position);
      return {
        rule,
        message,
        cure,
        pointer,
        ...(position ? { position: `${position.file}:${position.line}:${position.column}` } : {}),
        ...(excerpt ? { excerpt } : {}),
      };
    }),
    more: warnings.length - listed.length,
  };
}

function serversOf({ servers }: Contract['document']['root']): string[] {
  return (Array.isArray(servers) ? servers : []).flatMap((server: unknown) =>
    isObject(server) && typeof server.url === 'string' ? [server.url] : [],
  );
}
