import { newDrift, type Proposal } from '../check/index.js';
import { type Contract, createContract, type ExchangePolicy } from '../contract/index.js';
import type { Overlay, OverlayAction } from '../document/overlay/index.js';
import {
  type CaptureItem,
  canonicalJson,
  InputError,
  isUnread,
  type JsonValue,
  redactSentences,
} from '../model/index.js';
import type { CaptureFormat } from '../traffic/index.js';
import { type CheckOptions, policyOf } from './check.js';
import { itemsOf } from './examine.js';
import { reportRedactor } from './redaction.js';

/** How changes are suggested. */
export interface SuggestOptions extends CheckOptions {
  /** Readers of other formats, tried before the built-in ones. */
  readonly formats?: readonly CaptureFormat[];
  /** The document, as the overlay names it: a URI reference. @default not named */
  readonly extends?: string;
}

/** What would make a document accept what was seen. */
export interface Suggestion {
  /** An OpenAPI Overlay 1.0 as YAML. */
  readonly text: string;
  /** 0 where there is nothing to suggest; the overlay is none then, for the specification asks for an action. */
  readonly actions: number;
  /** The violations that stay when it is applied, by keyword: those that are the exchanges' fault, not the document's. */
  readonly remaining: ReadonlyMap<string, number>;
}

/** Captures that can be read again: by path, or by a function that reads them anew each time. */
export type Rereadable = string | readonly string[] | (() => AsyncIterable<CaptureItem>);

/** One change may bring the next to light; documents need two or three rounds. */
const MAX_ROUNDS = 10;

/**
 * Suggests changes to the document that make it accept the captures, as an OpenAPI Overlay 1.0. The document itself is left alone.
 * What the service refused, and what no document could allow (missing credentials, broken JSON), is left out.
 * @param captures read several times, the last time to see what the overlay leaves
 * @throws InputError where a capture cannot be read
 */
export async function suggestOverlay(
  contract: Contract,
  captures: Rereadable,
  options: SuggestOptions = {},
): Promise<Suggestion> {
  const read = readerOf(captures, options);
  const [{ overlaidDocument, overlayJson, pathOf }, { stringify }] = await Promise.all([
    import('../document/overlay/index.js'),
    import('yaml'),
  ]);
  const policy = policyOf(options);
  const { title = 'the API' } = contract.document.root.info ?? {};
  const overlayOf = (actions: readonly OverlayAction[]): Overlay => ({
    source: 'the suggested overlay',
    version: '1.0',
    info: { title: `What traffic shows of ${String(title)}`, version: '1.0.0' },
    ...(options.extends === undefined ? {} : { extends: options.extends }),
    actions,
  });
  const all: OverlayAction[] = [];
  const tried = new Set<string>();
  let current = contract;
  for (let round = 1; ; round += 1) {
    const { proposals, violations } = await observe(current, read(), policy);
    const { root } = current.document;
    const actions = proposals
      .filter(isSelectable)
      .map((proposal) => actionOf(proposal, pathOf(root, proposal.target)))
      .filter((action) => isNew(tried, action));
    if (actions.length === 0 || round === MAX_ROUNDS) {
      const json = redactSentences(overlayJson(overlayOf(all)), reportRedactor(options.redact, contract));
      const text = stringify(json, { aliasDuplicateObjects: false, lineWidth: 0 });
      return { text, actions: all.length, remaining: violations };
    }
    all.push(...actions);
    current = createContract(overlaidDocument(current.document, overlayOf(actions)).document);
  }
}

/** Names with control characters or halves of characters are no names that a path could be trusted with. */
function isSelectable({ target, item = '' }: Proposal): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(target + item);
}

/** What did not help before does not help again. */
function isNew(tried: Set<string>, { target, update = null, remove = false }: OverlayAction): boolean {
  const key = canonicalJson([target, update, remove]);
  return tried.has(key) ? false : tried.add(key).has(key);
}

/** @throws InputError for standard input, which is gone once it was read */
export function readerOf(captures: Rereadable, { formats = [] }: SuggestOptions): () => AsyncIterable<CaptureItem> {
  if (typeof captures === 'function') return captures;
  const paths = typeof captures === 'string' ? [captures] : captures;
  if (!paths.includes('-')) return () => itemsOf(paths, { formats });
  throw new InputError('bad-option', 'standard input can be read only once', {
    cure: 'Write the capture to a file: it is read more than once.',
  });
}

async function observe(
  contract: Contract,
  items: AsyncIterable<CaptureItem>,
  policy: ExchangePolicy,
): Promise<{ proposals: readonly Proposal[]; violations: ReadonlyMap<string, number> }> {
  const drift = newDrift(contract, policy);
  for await (const item of items) if (!isUnread(item)) drift.add(item);
  return { proposals: drift.proposals(), violations: drift.violations };
}

/** @param path selects what the proposal aims at */
function actionOf({ item, update, remove, what, seen }: Proposal, path: string): OverlayAction {
  const { count, operation, source, exchange, status } = seen;
  const times = count === 1 ? 'Seen once' : `Seen ${count} times, first`;
  const evidence: JsonValue = { count, operation, source, exchange, status };
  return {
    target: item === undefined ? path : `${path}[?@ == ${JSON.stringify(item)}]`,
    description: `${what} ${times} in ${source} #${exchange} (${operation}, status ${status}).`,
    ...(update === undefined ? {} : { update }),
    ...(remove ? { remove } : {}),
    extensions: { 'x-seen': evidence },
  };
}
