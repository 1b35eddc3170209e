import { originForm } from '../model/index.js';

/** What a request asks for, as a mock sees it that is mounted below a path. */
export interface Mounted {
  /** Path and query below it. */
  readonly target: string;
  /** What leads back to it in links: scheme, host and that path. */
  readonly origin: string;
}

/** Takes a path from the URL of a request. One that does not lie below it is as if nothing was mounted. */
export function mounted(url: string, basePath: string): Mounted {
  const { origin } = new URL(url);
  const target = originForm(url.replace(/#.*$/s, ''));
  return isBelow(target, basePath)
    ? { target: originForm(target.slice(basePath.length)), origin: origin + basePath }
    : { target, origin };
}

/** Whether a URL or path is the base or lies below it: `/api` has `/api`, `/api/x` and `/api?x`, not `/apis`. */
export function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && /^(?:$|[/?#])/.test(url.slice(base.length));
}
