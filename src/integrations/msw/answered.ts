/** Requests beyond this number have long been answered, or will not be any more. */
const MOST = 1_000;

/** The requests that handlers of a contract answer now: their answers have been judged. */
const answered = new Set<string>();

/** Notes a request, by the id that MSW gives it. */
export function markAnswered(requestId: string): void {
  answered.add(requestId);
  const [oldest] = answered.size > MOST ? answered : [];
  if (oldest !== undefined) answered.delete(oldest);
}

/** Whether a handler of a contract answered a request. It is forgotten with that. */
export function wasAnswered(requestId: string): boolean {
  return answered.delete(requestId);
}
