import type { Exchange } from '../exchange.js';
import type { Fact } from '../facts.js';
import type { Reported } from '../side.js';

/** A difference from Prism that is on purpose. */
export interface Decided {
  /** In logs, reports and docs/guides/from-prism.md. */
  readonly id: string;
  /** Why, in one sentence. */
  readonly reason: string;
  /**
   * Whether it is the reason for this one way in which two answers differ. Absent where it shows only when Prism reads
   * a Swagger 2.0 or Postman file itself: the shadow gives Prism the converted document.
   */
  readonly explains?: (fact: Fact, exchange: Exchange) => boolean;
  /** Whether it concerns every answer: then it is said once, and no difference of one request. */
  readonly isGeneral?: true;
}

type Of<Kind extends Fact['kind']> = Extract<Fact, { readonly kind: Kind }>;
type Test<Kind extends Fact['kind']> = (fact: Of<Kind>, exchange: Exchange) => boolean;

/** Explains facts of one kind. */
export function on<Kind extends Fact['kind']>(kind: Kind, test: Test<Kind>): NonNullable<Decided['explains']> {
  const isOf = (fact: Fact): fact is Of<Kind> => fact.kind === kind;
  return (fact, exchange) => isOf(fact) && test(fact, exchange);
}

/** Explains what any of these explains. */
export function anyOf(...rules: readonly NonNullable<Decided['explains']>[]): NonNullable<Decided['explains']> {
  return (fact, exchange) => rules.some((rule) => rule(fact, exchange));
}

/** Explains an error that one side reports and the other does not. */
export function errorBy(by: 'ours' | 'prism', test: (violation: Reported, exchange: Exchange) => boolean) {
  return on(
    'violation',
    (fact, exchange) => fact.by === by && fact.violation.isError && test(fact.violation, exchange),
  );
}

/** Explains an error that only one side reports, whichever it is. */
export function errorByOne(test: (violation: Reported, exchange: Exchange) => boolean) {
  return on('violation', (fact, exchange) => fact.violation.isError && test(fact.violation, exchange));
}

/** Explains a warning of ours. */
export function warning(test: (violation: Reported, exchange: Exchange) => boolean) {
  return on(
    'violation',
    (fact, exchange) => fact.by === 'ours' && !fact.violation.isError && test(fact.violation, exchange),
  );
}

/** Whether a place of a violation is the body, or in it. */
export function isBody(place: string): boolean {
  return place === 'body' || place.startsWith('body/');
}
