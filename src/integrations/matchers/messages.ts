import { authoredDocument } from '../../api/authored-document.js';
import type { Contract } from '../../contract/index.js';
import { count, type InconclusiveReason, type OutOfScope, printable, type ViolationRecord } from '../../model/index.js';
import {
  type Colors,
  INCONCLUSIVE_WORDS,
  loadColumns,
  OUT_OF_SCOPE_WORDS,
  violationLines,
} from '../../report/index.js';
import type { Judged } from './judging.js';

/** So many violations are shown: the first ones say enough. */
const MOST = 10;

/** Sentences are broken at so many columns. */
const MEASURE = 100;

/** The start of every message: `POST /users/{id} answered 201`. */
export function answered({ outcome: { operation, status } }: Pick<Judged, 'outcome'>): string {
  return status > 0 ? `${printable(operation)} answered ${status}` : `${printable(operation)} got no answer`;
}

/** The violations as the command line shows them, errors first, each with the place in the document's files. */
export async function violationsText(
  contract: Contract,
  violations: readonly ViolationRecord[],
  colors: Colors,
): Promise<string> {
  const shown = [...violations].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
  const files = await authoredDocument(
    contract,
    shown.map(({ schema }) => schema.slice(1)),
  );
  const style = { colors, columns: await loadColumns(), width: Number.POSITIVE_INFINITY, measure: MEASURE };
  const lines = shown.flatMap((violation) => {
    const place = files.locate(violation.schema.slice(1));
    const isSaid = !place || (violation.documented && place.file.endsWith(violation.documented.page));
    const facts = isSaid ? [] : [['line', printable(`${place.file}:${place.line}:${place.column}`)] as const];
    return violationLines(violation, style, { facts });
  });
  const more = violations.length - shown.length;
  return [...lines, ...(more > 0 ? [colors.dim(`  … and ${count(more, 'more violation')}`)] : [])].join('\n');
}

function rank({ severity }: ViolationRecord): number {
  return severity === 'error' ? 0 : 1;
}

/** Why something could not be judged in full, a line each. */
export function reasonsText(reasons: readonly InconclusiveReason[], { isReadBefore }: Judged): string {
  return reasons
    .map((reason) =>
      reason === 'body-omitted'
        ? `  - ${isReadBefore ? READ_BEFORE : 'the client did not keep a body, so nobody knows it'}`
        : `  - ${INCONCLUSIVE_WORDS[reason]}`,
    )
    .join('\n');
}

const READ_BEFORE = 'the test read the body before the matcher could: give the matcher the response first, or a clone';

/** Why something was not judged at all. */
export function outOfScopeText({ outOfScope, operation }: OutOfScope, { document }: Contract): string {
  const words =
    outOfScope === 'failed' ? 'there is no response' : `it is out of scope: ${OUT_OF_SCOPE_WORDS[outOfScope]}`;
  const servers = Array.isArray(document.root.servers)
    ? document.root.servers.flatMap((server) => ('url' in server ? [String(server.url)] : []))
    : [];
  const cure =
    outOfScope === 'other-server' && servers.length > 0
      ? `\nThe document is at ${servers.map(printable).join(', ')}. The option baseUrls names further URLs of the service.`
      : '';
  return `${printable(operation)} was not judged, because ${words}.${cure}`;
}

/** What of the contract an exchange used, in words: `200 application/json, query top`. Empty where it is nothing. */
export function usedText({ outcome, counts }: Judged): string {
  const { operation } = outcome;
  const used = [
    ...(counts.parameters.get(operation)?.keys() ?? []),
    ...(counts.mediaTypes.get(operation)?.keys() ?? []),
  ];
  const properties = counts.properties.size;
  if (properties > 0) used.push(count(properties, 'property', 'properties'));
  return used.map(printable).join(', ');
}
