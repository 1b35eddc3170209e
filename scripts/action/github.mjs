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
 * @param {{ token: string, url?: string | undefined }} options `url`: GITHUB_API_URL
 */
export function client({ token, url = 'https://api.github.com' }) {
  /** @param {string} method @param {string} path @param {unknown} [body] */
  return async function call(method, path, body) {
    for (let turn = 1; ; turn += 1) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'user-agent': 'docproof-action',
          'x-github-api-version': '2022-11-28',
        },
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error) => {
        throw new Refused(0, `${url} cannot be reached: ${error?.cause?.message ?? error.message}`);
      });
      const text = await response.text();
      if (response.ok) return text === '' ? {} : JSON.parse(text);
      const isBusy = response.status === 429 || response.status >= 500;
      if (!isBusy || turn === 3) throw new Refused(response.status, `${response.status} ${messageIn(text)}`);
      const asked = Number(response.headers.get('retry-after') ?? Number.NaN);
      await wait(Number.isNaN(asked) ? turn * 1000 : Math.min(asked, 30) * 1000);
    }
  };
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
