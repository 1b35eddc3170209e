import { DECIDED } from './decided/index.js';
import type { Exchange } from './exchange.js';
import { type Fact, factsOf } from './facts.js';

/** What the comparison of two answers came to. Plain data. */
export type Comparison =
  | { readonly kind: 'equal'; readonly general: readonly string[] }
  /** Each difference is decided. `ids`: the reasons. */
  | { readonly kind: 'decided'; readonly ids: readonly string[]; readonly general: readonly string[] }
  /** `facts` are those for which there is no decision. */
  | {
      readonly kind: 'different';
      readonly ids: readonly string[];
      readonly facts: readonly Fact[];
      readonly general: readonly string[];
    };

/** Compares both answers of an exchange. @param isRandom whether the bodies are random, and hence not compared */
export function compare(exchange: Exchange, isRandom = false): Comparison {
  const facts = factsOf(exchange.ours, exchange.prism, isRandom);
  const general = new Set<string>();
  const ids = new Set<string>();
  const open: Fact[] = [];
  const status = facts.find(({ kind }) => kind === 'status');
  const whole = status && wholeReasons(status, facts, exchange);
  for (const id of whole ?? []) ids.add(id);
  for (const fact of facts) {
    const reasons = reasonsOf(fact, exchange);
    for (const { id, isGeneral } of reasons) if (isGeneral) general.add(id);
    // Another answer has another type, body and fields.
    if (whole || reasons.some(({ isGeneral }) => isGeneral)) continue;
    if (reasons.length === 0) open.push(fact);
    for (const { id } of reasons) ids.add(id);
  }
  const found = { ids: [...ids].sort(), general: [...general].sort() };
  if (open.length > 0) return { kind: 'different', facts: open, ...found };
  return ids.size > 0 ? { kind: 'decided', ...found } : { kind: 'equal', general: found.general };
}

/** The first reason for a fact; later ones are kept where they are as good. */
function reasonsOf(fact: Fact, exchange: Exchange): { readonly id: string; readonly isGeneral?: true }[] {
  const found = DECIDED.find(({ explains }) => explains?.(fact, exchange));
  return found ? [found] : [];
}

/**
 * Why the statuses differ; undefined where that is not decided. Either a reason explains it by itself, or one server
 * refuses the request for errors that the other does not see, and each of them is explained. Where both refuse it,
 * a reason must explain the status, and each error that only one of them sees.
 */
function wholeReasons(status: Fact, facts: readonly Fact[], exchange: Exchange): string[] | undefined {
  const direct = reasonsOf(status, exchange).map(({ id }) => id);
  const { ours, prism } = exchange;
  const isRefusedByBoth = ours.status >= 400 && prism.status >= 400;
  if (direct.length > 0 && !isRefusedByBoth) return direct;
  const refusing = ours.status >= 400 ? 'ours' : 'prism';
  if (direct.length === 0 && ours.status >= 400 === prism.status >= 400) return undefined;
  const errors = facts.filter(
    (fact) => fact.kind === 'violation' && fact.violation.isError && (isRefusedByBoth || fact.by === refusing),
  );
  const reasons = errors.map((fact) => reasonsOf(fact, exchange));
  if ((errors.length === 0 && direct.length === 0) || reasons.some((each) => each.length === 0)) return undefined;
  return [...direct, ...reasons.flatMap((each) => each.map(({ id }) => id))];
}
