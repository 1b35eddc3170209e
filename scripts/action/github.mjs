/** A small client of GitHub's REST API: no package is needed for three calls. */
import { setTimeout as wait } from 'node:timers/promises';

/** An answer that says no. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }

  /** Whether the token may not do this, as that of a pull request from a fork. */
  get isForbidden() {
    return [401, 403, 404].includes(this.status);
  }
}

/**
 * Calls of the API, repeated where it is busy.
 * @param {{ token: string, url?: string | undefined, patience?: number }} options `url`: GITHUB_API_URL. `patience`: so
 * long one whole answer may take, in milliseconds
 */
export function client({ token, url = 'https://api.github.com', patience = 30_000 }) {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  return async function call(method, path, body) {
    for (let turn = 1; ; turn += 1) {
      const { response, text } = await answerTo(`${url}${path}`, patience, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'user-agent': 'docproof-action',
          'x-github-api-version': '2022-11-28',
        },
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error) => {
        throw new Refused(0, `${url} cannot be reached: ${error?.cause?.message ?? error.message}`);
      });
      if (response.ok) return text === '' ? {} : jsonOf(text, url);
      const isBusy = response.status === 429 || response.status >= 500;
      if (!isBusy || turn === 3) throw new Refused(response.status, `${response.status} ${messageIn(text)}`);
      const asked = Number(response.headers.get('retry-after') ?? Number.NaN);
      await wait(Number.isNaN(asked) ? turn * 1000 : Math.min(asked, 30) * 1000);
    }
  };
}

/**
 * An answer with its body. A signal alone does not end an answer whose body never comes: `fetch` forgets it at the
 * next collection of garbage.
 * @param {string} url @param {number} patience @param {RequestInit} init
 */
async function answerTo(url, patience, init) {
  const stop = new AbortController();
  let reader;
  const timer = setTimeout(() => {
    stop.abort(new Error(`no whole answer within ${patience / 1000} s`));
    reader?.cancel().catch(() => undefined);
  }, patience);
  try {
    const response = await fetch(url, { ...init, signal: stop.signal });
    reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      text += decoder.decode(part.value, { stream: true });
    stop.signal.throwIfAborted();
    return { response, text };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text @param {string} url */
function jsonOf(text, url) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(0, `${url} gives answers that are not JSON: ${messageIn(text)}`);
  }
}

/** What the API says, on one line. @param {string} text */
function messageIn(text) {
  try {
    return String(JSON.parse(text).message).slice(0, 300);
  } catch {
    return text.slice(0, 300).replace(/\s+/g, ' ');
  }
}

/** The repository of this run. @param {NodeJS.ProcessEnv} env */
export function repositoryOf(env) {
  const name = env.GITHUB_REPOSITORY ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(name)) throw new Error(`GITHUB_REPOSITORY: "${name}" is not OWNER/NAME.`);
  return name;
}
