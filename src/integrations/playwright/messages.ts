import { authoredDocument } from '../../api/authored-document.js';
import type { Contract } from '../../contract/index.js';
import { count, formatProvenance, printable, type ViolationRecord, writeJson } from '../../model/index.js';
import { placeOf } from '../../report/words.js';

/** An exchange that was not judged in full, and why. */
export interface NotJudged {
  readonly operation: string;
  readonly status: number;
  /** In words. */
  readonly reasons: readonly string[];
}

/** More would hide each other. */
const MOST_SHOWN = 20;

/**
 * Violations for a person: operation, place, sentence, value, rule, and the line on which that is documented.
 * Violations that read alike are shown once, with their number.
 */
export async function violationsText(contract: Contract, violations: readonly ViolationRecord[]): Promise<string> {
  const document = await authoredDocument(
    contract,
    violations.map(({ schema }) => schema.slice(1)),
  );
  const lineOf = ({ documented, schema }: ViolationRecord): string | undefined => {
    if (documented) return formatProvenance(documented);
    const place = document.locate(schema.slice(1));
    return place && `${place.file}:${place.line}:${place.column}`;
  };
  const shown = new Map<string, number>();
  for (const violation of violations) {
    const { operation, status, severity, keyword, message, value, schema } = violation;
    const documented = lineOf(violation);
    const text = [
      `${severity === 'error' ? '✗' : '!'} ${printable(operation)} → ${status}: ${placeOf(violation)}  [${keyword}]`,
      `    ${printable(message)}`,
      // Of an object that lacks a member, the others would hide what is missing.
      ...(value === undefined || keyword === 'required' ? [] : [`    value       ${printable(writeJson(value))}`]),
      `    rule        ${printable(schema)}`,
      ...(documented === undefined ? [] : [`    documented  ${printable(documented)}`]),
    ].join('\n');
    shown.set(text, (shown.get(text) ?? 0) + 1);
  }
  return listed([...shown].map(([text, times]) => (times === 1 ? text : `${text}\n    seen        ${times} times`)));
}

/** Exchanges that were not judged in full: each line once. */
export function notJudgedText(list: readonly NotJudged[]): string {
  const lines = list.map(
    ({ operation, status, reasons }) => `? ${printable(operation)} → ${status}: ${reasons.join('; ')}`,
  );
  return listed([...new Set(lines)]);
}

function listed(entries: readonly string[]): string {
  const more = entries.length - MOST_SHOWN;
  return [
    ...entries.slice(0, MOST_SHOWN),
    ...(more > 0 ? [`… and ${count(more, 'more entry', 'more entries')}: see the attachment`] : []),
  ].join('\n');
}
