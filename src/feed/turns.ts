/** So long a question may hold up everything else that the process does, in milliseconds. */
const A_TURN = 10;

/** The items, one by one: after a while others have their turn, so that a long question stops no request. */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let began = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - began < A_TURN) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}
