/** The matchers that have not ended yet. */
const pending = new Set<Promise<unknown>>();

/** Remembers a matcher until it has ended. */
export function untilEnded<T>(matcher: Promise<T>): Promise<T> {
  const ended = matcher.then(forget, forget);
  function forget(): void {
    pending.delete(ended);
  }
  pending.add(ended);
  return matcher;
}

/**
 * For `afterEach`: waits for the matchers of a test.
 * @throws Error where one had not ended: without `await`, a test passes whatever the matcher finds
 */
export async function settled(): Promise<void> {
  if (pending.size === 0) return;
  await Promise.all(pending);
  throw new Error(
    'a matcher of docproof had not ended when its test did: write await before expect(…), else the test passes whatever it finds',
  );
}
