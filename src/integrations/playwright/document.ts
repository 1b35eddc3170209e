import { type Contract, loadContract } from '../../api/index.js';
import { configuredDocument } from '../configured-document.js';
import type { DocproofWorkerOptions } from './options.js';

/** Which document a contract was loaded from, and how: plain data, by which a reporter loads the same. */
export interface DocumentReference {
  readonly documents: readonly string[];
  readonly load: DocproofWorkerOptions['contractLoad'];
}

/**
 * The document that options name, else docproof.yaml.
 * @throws InputError `bad-option` where neither does
 */
export async function referenceOf({
  contractDocument,
  contractLoad,
}: DocproofWorkerOptions): Promise<DocumentReference> {
  if (contractDocument !== undefined && contractDocument.length > 0) {
    return {
      documents: typeof contractDocument === 'string' ? [contractDocument] : contractDocument,
      load: contractLoad,
    };
  }
  const cure = "Write use: { contractDocument: 'openapi.yaml' } into playwright.config.ts";
  const { document, load } = await configuredDocument(undefined, cure);
  return { documents: [document], load: { ...load, ...contractLoad } };
}

/** Loads it. @throws InputError as `loadContract` does */
export function loadReferenced({ documents, load }: DocumentReference): Promise<Contract> {
  return loadContract(documents, load);
}
