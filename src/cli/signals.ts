import { EXIT } from './exit.js';

/**
 * The first signal lets what is under way finish, the second does not wait.
 * @param second the end of the process by the second signal; also that of a process whose `close` fails
 */
export function stopOnSignals(
  close: (signal: NodeJS.Signals) => Promise<void>,
  second = (): void => process.exit(1),
): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      second();
      return;
    }
    isStopping = true;
    close(signal).catch(second);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Beyond its grace a server gets this long to close its files, in milliseconds. */
const MARGIN = 1_000;

/**
 * Ends a server by a signal with exit code 0: as soon as it has closed and nothing else is under way, such as a
 * callback, and at the latest when its grace is over. A second signal ends it at once.
 * @param times in milliseconds. `drain`: so long after SIGTERM it goes on as before, but is not ready any more
 * @param kill is called before the process ends without waiting
 */
export function endOnSignals(
  server: { close(): Promise<void>; drain?(): void },
  times: { readonly grace: number; readonly drain?: number },
  kill = (): void => undefined,
): void {
  const end = (): void => {
    kill();
    process.exit(EXIT.holds);
  };
  stopOnSignals(async (signal) => {
    // Somebody who presses Ctrl+C has no load balancer.
    const drain = signal === 'SIGTERM' ? (times.drain ?? 0) : 0;
    setTimeout(end, drain + times.grace + MARGIN).unref();
    if (drain > 0) {
      server.drain?.();
      await new Promise((resolve) => setTimeout(resolve, drain));
    }
    await server.close();
  }, end);
}

/** Ends a process of several behind one port: its first process decides when, and the keys of a terminal reach both. */
export function endWithOthers(close: () => Promise<void>, grace: number): void {
  process.on('SIGINT', () => undefined);
  process.once('SIGTERM', () => {
    process.on('SIGTERM', () => undefined);
    setTimeout(() => process.exit(EXIT.holds), grace + MARGIN).unref();
    close().catch(() => process.exit(EXIT.unusable));
  });
}
