/** A thing that is asked for before it is wanted, because it takes its time. */
interface Asked<Value> {
  readonly id: string;
  readonly answer: Promise<Value>;
}

/** Asks for things in their order, some ahead of the one that is wanted. */
export interface ReadAhead<Value> {
  /** The answer of this one; what comes before it, and was not wanted, is dropped. */
  take(id: string): Promise<Value>;
}

/**
 * Reads ahead.
 * @param things in their order
 * @param ask asks for one; its answer may fail, which shows when it is taken
 * @param most so many are asked for at once
 */
export function readAhead<Thing extends { readonly id: string }, Value>(
  things: AsyncIterator<Thing>,
  ask: (thing: Thing) => Promise<Value>,
  most: number,
): ReadAhead<Value> {
  const asked: Asked<Value>[] = [];
  let isOver = false;
  const fill = async (): Promise<void> => {
    while (!isOver && asked.length < most) {
      const next = await things.next();
      if (next.done) {
        isOver = true;
        return;
      }
      const answer = ask(next.value);
      // Nobody may want it any more.
      answer.catch(() => undefined);
      asked.push({ id: next.value.id, answer });
    }
  };
  return {
    async take(id) {
      for (;;) {
        await fill();
        const at = asked.findIndex((each) => each.id === id);
        const [found] = at < 0 ? [] : asked.splice(0, at + 1).slice(-1);
        if (found) {
          await fill();
          return found.answer;
        }
        if (isOver) throw new Error(`nothing ahead is named ${id}`);
        asked.length = 0;
      }
    },
  };
}
