import type { OutgoingCall } from '../mock/index.js';

/** What became of a callback: its status, or why there is none. */
export interface CallbackOutcome {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
}

/** How long a receiver may take, in milliseconds. */
const TIMEOUT = 30_000;

/** Makes the announced requests, one after another. What goes wrong is told, never thrown: nobody waits for it. */
export async function makeCallbacks(
  calls: readonly OutgoingCall[],
  onOutcome: (outcome: CallbackOutcome) => void,
): Promise<void> {
  for (const { name, method, url, headers, body } of calls) {
    try {
      const response = await fetch(url, {
        method,
        headers,
        signal: AbortSignal.timeout(TIMEOUT),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
      });
      await response.body?.cancel();
      onOutcome({ name, method, url, status: response.status });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      onOutcome({ name, method, url, error: cause instanceof Error ? cause.message : String(cause) });
    }
  }
}
