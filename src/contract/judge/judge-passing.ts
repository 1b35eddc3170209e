import { parseMediaType } from '../../http/index.js';
import { headerValue, type InconclusiveReason, provenanceOf, type ResponseMessage } from '../../model/index.js';
import { responseFor } from '../operation.js';
import { itemsCase, judgeItems, type PassedItems } from './judge-items.js';
import type { JudgeContext } from './judge-message.js';
import type { Findings } from './policy.js';

/** A response that passes by, and is judged item by item as it comes. */
export interface PassingItems {
  /** How many bytes of its body are held: not more than the item that is not yet whole. */
  readonly held: number;
  /** How many items have come whole. */
  readonly count: number;
  /** Never throws: what passes by is not to be held up. */
  write(chunk: Uint8Array): void;
  /**
   * What the judgement of the whole response adds to.
   * @param cut why the end of the body is missing, if it is
   * @throws what went wrong while it was judged
   */
  ended(cut?: InconclusiveReason): PassedItems;
}

/**
 * Judges the items of a response while it passes by, with no more memory than one item takes.
 * @returns undefined where the document does not describe the items of such a response
 */
export function judgePassing(
  { compiled, schemas, policy, observer }: JudgeContext,
  { status, headers }: Pick<ResponseMessage, 'status' | 'headers'>,
  method: string,
): PassingItems | undefined {
  const { operation } = compiled;
  const response = method === 'HEAD' ? undefined : responseFor(operation, status)?.response;
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const media = response && type && compiled.responseContent(response).bestFor(type);
  if (!response || !type || !media) return undefined;
  const described = itemsCase(media, type, provenanceOf(response.node) ?? operation.provenance);
  // A list of all that passes by cannot be held: where only the list is described, the copy of the body is judged.
  if (!described?.item) return undefined;
  const findings: Findings = { violations: [], placeholdersAllowed: 0 };
  const context = { schemas, policy, operation, direction: 'response', findings, observer } as const;
  const items = judgeItems(context, { ...described, isPassing: true });
  let failure: { readonly error: unknown } | undefined;
  return {
    get held() {
      return items.held;
    },
    get count() {
      return items.count;
    },
    write(chunk) {
      if (failure) return;
      try {
        items.write(chunk);
      } catch (error) {
        failure = { error };
      }
    },
    ended(cut) {
      if (failure) throw failure.error;
      return { items, cut, findings };
    },
  };
}
