import { hash } from 'node:crypto';
import type { Examined } from '../check/index.js';
import { rememberingText } from '../model/index.js';

type Trace = NonNullable<Examined['trace']>;

/** Most lists, and parameters of queries, come again and again. */
const AGAIN = { most: 5_000, longest: 2_000 };

/** 96 bits: that no two segments get the same name. */
const LENGTH = 16;

/**
 * Hides what a result says for other exchanges: their paths and queries are compared, and never shown. Each segment and
 * each parameter gets a name, which tells nothing of it; what was equal stays equal, and what is between them stays.
 * @param salt makes the names; the same for all workers
 */
export function traceHider(salt: string): (examined: Examined) => Examined {
  const nameOf = (text: string): string => hash('sha256', `${salt} ${text}`, 'base64url').slice(0, LENGTH);
  const nameAgain = rememberingText(nameOf, AGAIN);
  const hidden = (target: string): string => target.replace(BETWEEN, nameAgain);
  const hiddenAgain = rememberingText(hidden, AGAIN);
  /** The last segment of a thing's path is hardly ever that of another thing: to remember it takes longer. */
  const hiddenItem = (path: string): string => {
    const last = path.lastIndexOf('/') + 1;
    return hiddenAgain(path.slice(0, last)) + path.slice(last).replace(BETWEEN, nameOf);
  };
  return (examined) => {
    const { trace } = examined;
    if (!trace) return examined;
    const { path, target, isItem, nextPage, created } = trace;
    const safe = isItem ? hiddenItem(path) : hiddenAgain(path);
    const clean: Trace = {
      ...trace,
      path: safe,
      target: target === path ? safe : hidden(target),
      ...(nextPage === undefined ? {} : { nextPage: hidden(nextPage) }),
      ...(created ? { created: { ...created, path: hiddenItem(created.path) } } : {}),
    };
    return { ...examined, trace: clean };
  };
}

/** What is between slashes, and between the parameters of a query. */
const BETWEEN = /[^/?&]+/g;
