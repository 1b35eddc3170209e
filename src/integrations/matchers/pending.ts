import { setImmediate as turn } from 'node:timers/promises';

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
 * For `afterEach`: waits for matchers that are still at work, so that what they find is heard before the run is over.
 * @returns whether there were any. Tests that run at the same time have theirs among them
 */
export async function matchersEnded(): Promise<boolean> {
  if (pending.size === 0) return false;
  await Promise.all(pending);
  // Who waits for a matcher comes after this.
  await turn();
  return true;
}

/** What is wrong with a test that ends before its matchers. */
export const NOT_AWAITED =
  'a matcher of docproof had not ended when its test did: write await before expect(…), else the test passes whatever it finds';
