import type { Exchange, FaultScore, Misjudged, Remark } from '../model/index.js';
import { FAULT_CLASSES, type FaultClass, type Mutant } from './mutant.js';

/** A judge: it says what is wrong with an exchange; undefined where it can say neither yes nor no. */
export type Judge = (exchange: Exchange) => readonly Remark[] | undefined;

/** Counts how well a judge does on valid exchanges and on mutants. */
export interface Scorer {
  /** An exchange without a fault. @param known what may be said of it all the same */
  valid(operation: string, exchange: Exchange, known: readonly Remark[]): void;
  mutant(mutant: Mutant, known: readonly Remark[]): void;
  notSeeded(name: FaultClass): void;
  /** One row a class that the document offers, in the order of the catalogue; exchanges without a fault first. */
  classes(): readonly FaultScore[];
  misjudged(): readonly Misjudged[];
}

interface Row {
  seeded: number;
  caught: number;
  falseAlarms: number;
  notSeeded: number;
}

/** No report needs more of them. */
const MAX_MISJUDGED = 1000;

/** Text of a body beyond this many characters says nothing more. */
const MAX_SHOWN = 2000;

/** An empty score. */
export function newScorer(judge: Judge): Scorer {
  const rows = new Map<string, Row>();
  const misjudged: Misjudged[] = [];
  const rowOf = (name: string): Row => {
    const row = rows.get(name) ?? { seeded: 0, caught: 0, falseAlarms: 0, notSeeded: 0 };
    rows.set(name, row);
    return row;
  };
  const enter = (
    name: string,
    operation: string,
    exchange: Exchange,
    known: readonly Remark[],
    expected?: Remark,
  ): void => {
    const row = rowOf(name);
    const remarks = judge(exchange);
    if (!remarks) {
      row.notSeeded += 1;
      return;
    }
    const found = without(remarks, known);
    const others = expected ? without(found, [expected]) : found;
    const isCaught = others.length < found.length;
    row.seeded += 1;
    if (isCaught) row.caught += 1;
    row.falseAlarms += others.length;
    if (others.length === 0 && isCaught === (expected !== undefined)) return;
    if (misjudged.length >= MAX_MISJUDGED) return;
    misjudged.push({ class: name, operation, ...(expected ? { expected } : {}), found, ...shown(exchange) });
  };
  return {
    valid: (operation, exchange, known) => enter('none', operation, exchange, known),
    mutant: (mutant, known) => enter(mutant.class, mutant.operation, mutant.exchange, known, mutant.expected),
    notSeeded(name) {
      rowOf(name).notSeeded += 1;
    },
    classes: () =>
      ['none', ...FAULT_CLASSES].flatMap((name) => {
        const row = rows.get(name);
        return row ? [{ class: name, ...row }] : [];
      }),
    misjudged: () => misjudged,
  };
}

/** The findings less those named, each taken off once. */
function without(findings: readonly Remark[], named: readonly Remark[]): Remark[] {
  const left = findings.map(
    ({ in: side, part, location, item, keyword }): Remark => ({
      in: side,
      part,
      location,
      ...(item === undefined ? {} : { item }),
      keyword,
    }),
  );
  for (const one of named) {
    const index = left.findIndex((other) => keyOf(other) === keyOf(one));
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}

function keyOf({ in: side, part, location, item, keyword }: Remark): string {
  return `${side} ${part} ${keyword} ${item ?? ''} ${location}`;
}

function shown({ request, response }: Exchange): Pick<Misjudged, 'request' | 'response'> {
  const text = (body: Exchange['request']['body']): { body?: string } =>
    body.state === 'present' && typeof body.content === 'string' ? { body: body.content.slice(0, MAX_SHOWN) } : {};
  return {
    request: { method: request.method, url: request.url, ...text(request.body) },
    response: { status: response.status, ...text(response.body) },
  };
}
