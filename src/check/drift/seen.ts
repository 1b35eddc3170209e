import type { Exchange } from '../../model/index.js';

/** How often something was seen, and where first. */
export interface Seen {
  readonly count: number;
  /** `GET /pets/{id}` of the first. */
  readonly operation: string;
  readonly source: string;
  /** 0-based index of the exchange in its source. */
  readonly exchange: number;
  readonly status: number;
}

/** Where something is seen now. */
export type Sight = Omit<Seen, 'count'>;

/** The place of an exchange. */
export function sightOf({ source, index, response }: Exchange, operation: string): Sight {
  return { operation, source, exchange: index, status: response.status };
}

/** One more. */
export function seenAgain(before: Seen | undefined, sight: Sight): Seen {
  return before ? { ...before, count: before.count + 1 } : { count: 1, ...sight };
}
