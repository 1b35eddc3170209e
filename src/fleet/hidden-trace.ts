import type { Examined } from '../check/index.js';
import { type Contract, type RedactOptions, redactorOf } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { rememberingText } from '../model/index.js';
import { type Redactor, redactUrl } from '../redact/index.js';

type Trace = NonNullable<Examined['trace']>;

/** Most URLs of a capture come again and again. */
const URLS = { most: 1_000, longest: 2_000 };

/**
 * Replaces the secrets in what a result says for other exchanges: their paths and queries are compared, and never
 * shown. Equal secrets get equal names, so that what was equal stays equal.
 * @param salt makes the names; the same for all workers
 */
export function traceHider(contract: Contract, redact: RedactOptions, salt: string): (examined: Examined) => Examined {
  const redactor = redactorOf(redact, contract, pseudonyms(salt));
  const hidden = rememberingText((target) => hide(redactor, target), URLS);
  return (examined) => {
    const { trace } = examined;
    if (!trace) return examined;
    const { path, target, nextPage, created } = trace;
    const safe = { path: hidden(path), target: hidden(target), nextPage: nextPage && hidden(nextPage) };
    const place = created && hidden(created.path);
    if (safe.path === path && safe.target === target && safe.nextPage === nextPage && place === created?.path)
      return examined;
    const clean: Trace = {
      ...trace,
      path: safe.path,
      target: safe.target,
      ...(safe.nextPage === undefined ? {} : { nextPage: safe.nextPage }),
      ...(created && place !== undefined ? { created: { ...created, path: place } } : {}),
    };
    return { ...examined, trace: clean };
  };
}

/** Path and query one after the other: what is known of a path alone holds for it before a query, too. */
function hide(redactor: Redactor, target: string): string {
  const end = target.indexOf('?');
  if (end < 0) return redactUrl(redactor, target);
  return redactUrl(redactor, target.slice(0, end)) + redactUrl(redactor, `/${target.slice(end)}`).slice(1);
}
