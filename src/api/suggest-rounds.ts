import { type DriftOptions, newDrift, type Proposal } from '../check/index.js';
import { type Contract, createContract } from '../contract/index.js';
import {
  editsBetween,
  isSelectable,
  type Overlay,
  type OverlayAction,
  overlaidDocument,
  overlayJson,
  pathOf,
  readOverlay,
} from '../document/overlay/index.js';
import { type CaptureItem, canonicalJson, isUnread, type JsonValue, writeJson } from '../model/index.js';
import { type Redactor, redactSentence } from '../redact/index.js';
import { newEvidenceIndex } from './suggest-evidence.js';
import { redactActions } from './suggest-redact.js';
import { yamlText } from './yaml-text.js';

/** The input and the options of the rounds of suggestions. */
export interface Rounds extends DriftOptions {
  /** Reads the captures again. */
  readonly read: () => AsyncIterable<CaptureItem>;
  /** Redacts secrets in the suggestions. */
  readonly redactor: Redactor;
  /** The document, as the overlay names it. */
  readonly extends: string | undefined;
}

/** An overlay as YAML, its number of actions, and how many violations of each keyword it leaves. */
export interface RoundsResult {
  readonly text: string;
  readonly actions: number;
  readonly remaining: ReadonlyMap<string, number>;
}

/** One change may bring the next to light; documents need two or three rounds. */
const MAX_ROUNDS = 10;

/**
 * Changes a copy of the document until the captures conform to it, as far as they can. The overlay is what then
 * differs.
 */
export async function suggestInRounds(
  contract: Contract,
  { read, redactor, extends: uri, ...options }: Rounds,
): Promise<RoundsResult> {
  const { title = 'the API' } = contract.document.root.info ?? {};
  const overlayOf = (actions: readonly OverlayAction[]): Overlay => ({
    source: 'the suggested overlay',
    version: '1.0',
    info: { title: `What traffic shows of ${String(title)}`, version: '1.0.0' },
    ...(uri === undefined ? {} : { extends: redactSentence(redactor, uri) }),
    actions,
  });
  /** The file is what counts, not what it was made from: it is read and applied as its user will. */
  const remainingAfter = async (text: string): Promise<ReadonlyMap<string, number>> => {
    const { document } = overlaidDocument(contract.document, readOverlay(text, 'the suggested overlay'));
    return (await observe(createContract(document), read(), { ...options, redactor })).violations;
  };
  const evidence = newEvidenceIndex();
  const tried = new Set<string>();
  let current = contract;
  for (let round = 1; ; round += 1) {
    const { proposals, violations } = await observe(current, read(), { ...options, redactor });
    const { root } = current.document;
    const fresh = proposals.filter((proposal) => isNew(tried, proposal));
    if (fresh.length === 0 || round === MAX_ROUNDS) {
      const edits = editsBetween(contract.document.root, root);
      const operations = new Set(contract.operations.map(({ id }) => id));
      const found = evidence.actions(contract.document.root, edits);
      const actions = redactActions(found, contract.document.root, operations, redactor);
      const text = yamlText(overlayJson(overlayOf(actions)), true);
      const remaining = actions.length === 0 ? violations : await remainingAfter(text);
      return { text, actions: actions.length, remaining };
    }
    evidence.add(root, fresh);
    const actions = fresh.map((proposal) => toAction(root, proposal));
    current = createContract(overlaidDocument(current.document, overlayOf(actions)).document);
  }
}

/** Whether a proposal was not made before, where it did not help, and can be aimed at. */
function isNew(tried: Set<string>, { target, item = '', update = null, remove }: Proposal): boolean {
  const key = canonicalJson([target, item, update, remove === true]);
  return isSelectable(target + item) && !tried.has(key) && tried.add(key).has(key);
}

async function observe(
  contract: Contract,
  items: AsyncIterable<CaptureItem>,
  options: DriftOptions,
): Promise<{ proposals: readonly Proposal[]; violations: ReadonlyMap<string, number> }> {
  const drift = newDrift(contract, options);
  for await (const item of items) if (!isUnread(item)) drift.add(item);
  return { proposals: drift.proposals(), violations: drift.violations };
}

/** A proposal as an action, without its evidence. */
function toAction(root: JsonValue, { target, item, update, remove }: Proposal): OverlayAction {
  const path = pathOf(root, target);
  return {
    target: item === undefined ? path : `${path}[?@ == ${writeJson(item)}]`,
    ...(update === undefined ? {} : { update }),
    ...(remove ? { remove } : {}),
  };
}
