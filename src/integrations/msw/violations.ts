import { formatProvenance, type OutcomeRecord, onOneLine, printable, type ViolationRecord } from '../../model/index.js';

/** Where a violation was seen. */
export interface ViolationContext {
  readonly request: Request;
  /** The operation, as the document calls it: `POST /auditLogs/signIns`. */
  readonly operation: string;
}

/**
 * What is done at a violation: a function that gets each; `warn` prints those of a request together, `error` prints
 * them and lets the request fail, as it would without a network; `ignore` does nothing.
 */
export type ViolationAction =
  | 'warn'
  | 'error'
  | 'ignore'
  | ((violation: ViolationRecord, context: ViolationContext) => void);

/**
 * Does what is to be done at the violations of one exchange.
 * @param what the line before them, which says what breaks the contract
 * @returns whether the request must fail
 */
export function act(
  action: ViolationAction,
  violations: OutcomeRecord['violations'],
  context: ViolationContext,
  what: string,
): boolean {
  if (violations.length === 0 || action === 'ignore') return false;
  if (typeof action === 'function') {
    for (const violation of violations) action(violation, context);
    return false;
  }
  const text = `[Docproof] ${what}\n\n${violations.map(lineOf).join('\n')}\n`;
  if (action === 'error') console.error(text);
  else console.warn(text);
  return action === 'error';
}

function lineOf(violation: ViolationRecord): string {
  const { schema, documented } = violation;
  const place = documented ? formatProvenance(documented) : schema;
  return printable(`  • ${onOneLine(violation).sentence}${place === '' ? '' : ` (${place})`}`);
}
