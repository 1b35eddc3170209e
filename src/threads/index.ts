/**
 * The executor on worker threads.
 * Takes captures and a contract; gives what each exchange came to, in the order of the captures, as one thread gives
 * it.
 * Never judges differently from one thread, and never reads a file by itself.
 */
export { onThreads } from './executor.js';
