import { hash } from 'node:crypto';
import type { Examined } from '../check/index.js';
import { rememberingText } from '../model/index.js';

type Trace = NonNullable<Examined['trace']>;

/** Most segments and parameters of a capture come again and again. */
const SEGMENTS = { most: 5_000, longest: 2_000 };

/** 96 bits: that no two segments get the same name. */
const LENGTH = 16;

/**
 * Hides what a result says for other exchanges: their paths and queries are compared, and never shown. Each segment and
 * each parameter gets a name, which tells nothing of it; what was equal stays equal, and what is between them stays.
 * @param salt makes the names; the same for all workers
 */
export function traceHider(salt: string): (examined: Examined) => Examined {
  const nameOf = rememberingText((text) => hash('sha256', `${salt} ${text}`, 'base64url').slice(0, LENGTH), SEGMENTS);
  const hidden = (target: string): string => target.replace(/[^/?&]+/g, nameOf);
  return (examined) => {
    const { trace } = examined;
    if (!trace) return examined;
    const { path, target, nextPage, created } = trace;
    const safe = hidden(path);
    const clean: Trace = {
      ...trace,
      path: safe,
      target: target.length === path.length ? safe : hidden(target),
      ...(nextPage === undefined ? {} : { nextPage: hidden(nextPage) }),
      ...(created ? { created: { ...created, path: hidden(created.path) } } : {}),
    };
    return { ...examined, trace: clean };
  };
}
