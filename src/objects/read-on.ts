import { setTimeout as pause } from 'node:timers/promises';
import { InputError } from '../model/index.js';

/** So often in a row a connection may break off without a byte. */
const ATTEMPTS = 4;

/** Before the second attempt, in milliseconds; twice as long before each other. */
const FIRST_PAUSE = 200;

/**
 * Reads bytes over connections that may break off, as those of large objects do: each goes on where the last one broke.
 * @param open gives the bytes from a place on. An InputError ends the reading
 * @param to the first byte that is not read: fewer bytes are a connection that broke off
 */
export async function* readOn(
  open: (from: number) => Promise<AsyncIterable<Uint8Array>>,
  from: number,
  to: () => number | undefined,
): AsyncGenerator<Uint8Array> {
  let at = from;
  let failures = 0;
  for (;;) {
    try {
      for await (const chunk of await open(at)) {
        at += chunk.length;
        failures = 0;
        yield chunk;
      }
      const end = to();
      if (end === undefined || at >= end) return;
      throw new Error('the connection ended before its time');
    } catch (error) {
      failures += 1;
      if (error instanceof InputError || failures === ATTEMPTS) throw error;
    }
    await pause(FIRST_PAUSE * 2 ** (failures - 1));
  }
}
