import type { ServerResponse } from 'node:http';
import process from 'node:process';
import { INTERNAL_ERROR } from '../mock/index.js';

/**
 * Ends an answer that failed, wherever it failed: with `INTERNAL_ERROR` while no byte of the head is sent, else by
 * closing the connection, so that what is cut never looks whole. An answer that was sent whole stays as it is. Never
 * throws.
 * @returns whether the client gets `INTERNAL_ERROR`
 */
export function endFailed(response: ServerResponse): boolean {
  if (response.writableEnded || response.destroyed) return false;
  try {
    if (response.headersSent) {
      response.destroy();
      return false;
    }
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    const { status, headers, body } = INTERNAL_ERROR;
    // A status text that was refused would be taken up again.
    response.statusMessage = '';
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(String(body)) });
    response.end(body);
    return true;
  } catch {
    response.destroy();
    return false;
  }
}

/** Runs what may throw, now or later. @param failed gets what it throws */
export function attempt(run: () => unknown, failed: (error: unknown) => void): void {
  try {
    const running = run();
    if (running instanceof Promise) running.catch(failed);
  } catch (error) {
    failed(error);
  }
}

/**
 * Calls a listener. An error that it throws becomes a warning of the process: it affects no answer and no other
 * listener.
 * @param name as its owner knows it: `onAnswer`
 */
export function notify(name: string, listener: () => unknown): void {
  attempt(listener, (error) => {
    // The kind of the error only: its message may hold what was sent.
    const kind = error instanceof Error && /^\w+$/.test(error.name) ? error.name : 'something';
    process.emitWarning(`${name} threw: ${kind}`, 'DocproofWarning');
  });
}
