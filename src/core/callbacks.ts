import type { OutgoingCall } from '../mock/index.js';

/** The outcome of a callback: its status, or why it has none. */
export interface CallbackOutcome {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
}

/** How long a receiver may take, in milliseconds. */
const TIMEOUT = 30_000;

/**
 * Makes the announced requests, one after another. Errors are reported, never thrown: nobody waits for them.
 * @param onOutcome must not throw
 */
export async function makeCallbacks(
  calls: readonly OutgoingCall[],
  onOutcome: (outcome: CallbackOutcome) => void,
): Promise<void> {
  for (const call of calls) {
    onOutcome(await make(call));
  }
}

async function make({ name, method, url, headers, body }: OutgoingCall): Promise<CallbackOutcome> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    await response.body?.cancel();
    return { name, method, url, status: response.status };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { name, method, url, error: cause instanceof Error ? cause.message : String(cause) };
  }
}
