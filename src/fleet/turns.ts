/** Lets many work at once, or one alone: who asks to be alone waits for those at work, and others wait for it. */
export interface Turns {
  together<Value>(work: () => Promise<Value>): Promise<Value>;
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Turns of one process. Who came first is first. */
export function takeTurns(): Turns {
  /** Settles when all that was asked for so far, and has to be waited for, is over. */
  let lastAlone: Promise<unknown> = Promise.resolve();
  let atWork: Promise<unknown>[] = [];
  return {
    together(work) {
      const done = lastAlone.then(work);
      const settled = done
        .catch(() => undefined)
        .then(() => {
          atWork = atWork.filter((each) => each !== settled);
        });
      atWork.push(settled);
      return done;
    },
    alone(work) {
      const before = Promise.all([lastAlone, ...atWork]);
      const done = before.then(work);
      lastAlone = done.catch(() => undefined);
      return done;
    },
  };
}
