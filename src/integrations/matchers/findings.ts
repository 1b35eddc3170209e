import { type Contract, type Operation, responseFor } from '../../contract/index.js';
import { type InconclusiveReason, type Judgement, printable, type ViolationRecord } from '../../model/index.js';
import type { Colors } from '../../report/index.js';
import type { Judged } from './judging.js';
import { answered, outOfScopeText, reasonsText, usedText, violationsText } from './messages.js';
import { titleOf } from './operations.js';

/** Whether what a matcher asks holds; undefined where it could not be judged. The text says why. */
export interface Finding {
  readonly holds: boolean | undefined;
  text(colors: Colors): string | Promise<string>;
}

/** What a finding is made of. */
interface At {
  readonly contract: Contract;
  readonly judged: Judged;
  /** Whether parts that could not be judged count as right. */
  readonly allows: boolean;
}

/** Whether request and response satisfy the contract. */
export function satisfies(at: At): Finding {
  const { contract, judged, allows } = at;
  const { outcome } = judged;
  if ('outOfScope' in outcome) return undecided(outOfScopeText(outcome, contract));
  if (outcome.verdict === 'fail')
    return broken(at, `${answered(judged)} and breaks the contract`, false, outcome.violations);
  if (outcome.verdict === 'inconclusive' && !allows) return unjudged(at, outcome);
  const used = usedText(judged);
  return {
    holds: true,
    text: () =>
      `${answered(judged)}, and both request and response are as ${printable(contract.document.source)} documents them${used === '' ? '' : `: ${used}`}.`,
  };
}

/** Whether the response is an error that is documented, with this status if one is given, and as it is documented. */
export function isDocumentedError(at: At, wanted: number | undefined): Finding {
  const { contract, judged, allows } = at;
  const { outcome, operation } = judged;
  if ('outOfScope' in outcome) return undecided(outOfScopeText(outcome, contract));
  const { status } = outcome;
  if (!operation)
    return { holds: false, text: (colors) => brokenText(at, `${answered(judged)}`, outcome.violations, colors) };
  const documented = documentedErrors(operation);
  if (status < 400 || status > 599) return no(`${answered(judged)}, which is not an error. ${documented}`);
  if (wanted !== undefined && status !== wanted) return no(`${answered(judged)} instead of ${wanted}. ${documented}`);
  const response = responseFor(operation, status);
  if (!response) return no(`${answered(judged)}, which is not documented. ${documented}`);
  const violations = outcome.violations.filter((violation) => violation.in === 'response');
  if (violations.some(({ severity }) => severity === 'error'))
    return broken(at, `${answered(judged)}, and the error is not as it is documented`, false, violations);
  if (outcome.reasons.length > 0 && !allows) return unjudged(at, outcome);
  return {
    holds: true,
    text: () => `${answered(judged)}, an error that is documented as ${response.key}, and its body is as documented.`,
  };
}

/** Whether the request matches this operation. */
export function operationIs({ contract, judged }: At, wanted: Operation): Finding {
  const { outcome, operation, exchange } = judged;
  if ('outOfScope' in outcome) return undecided(outOfScopeText(outcome, contract));
  if (operation?.id === wanted.id) return { holds: true, text: () => `the request matches ${titleOf(wanted)}.` };
  const asked = `${printable(exchange.request.method)} request`;
  return no(
    operation
      ? `the ${asked} matches ${titleOf(operation)}, not ${titleOf(wanted)}.`
      : `the document has no operation for ${printable(outcome.operation)}, so the ${asked} does not match ${titleOf(wanted)}.`,
  );
}

/** `Documented errors of createUser (POST /users): 400, 4XX.` */
function documentedErrors(operation: Operation): string {
  const errors = [...operation.responses.keys()].filter((key) => /^[45]/.test(key) || key === 'default');
  return errors.length === 0
    ? `${titleOf(operation)} documents no errors.`
    : `Documented errors of ${titleOf(operation)}: ${errors.map(printable).join(', ')}.`;
}

function no(text: string): Finding {
  return { holds: false, text: () => text };
}

function undecided(text: string): Finding {
  return { holds: undefined, text: () => text };
}

function unjudged(
  { judged }: At,
  { reasons }: Judgement & { readonly reasons: readonly InconclusiveReason[] },
): Finding {
  const head = `${answered(judged)}, which could not be judged in full:`;
  return undecided(`${head}\n\n${reasonsText(reasons, judged)}\n\nThe option inconclusive: 'allow' lets it pass.`);
}

function broken(at: At, head: string, holds: false, violations: readonly ViolationRecord[]): Finding {
  return {
    holds,
    text: (colors) => brokenText(at, `${head} (${printable(at.contract.document.source)})`, violations, colors),
  };
}

async function brokenText(
  { contract }: At,
  head: string,
  violations: readonly ViolationRecord[],
  colors: Colors,
): Promise<string> {
  return violations.length === 0 ? `${head}.` : `${head}:\n\n${await violationsText(contract, violations, colors)}`;
}
