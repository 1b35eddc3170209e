import { headerValue } from '../model/index.js';
import { type Store, scopedStore } from '../store/scoped.js';
import type { Call } from './answer.js';
import { checkedSession, isSession } from './answers/answers.js';

/** The header that says to which session a request belongs. */
export const SESSION_HEADER = 'docproof-session';

/**
 * The session of a request, by its header `Docproof-Session` or its cookie of that name, in any case; '' where it has
 * none, or one that is not an id of a session.
 */
export function sessionOf({ headers }: Pick<Call, 'headers'>): string {
  const named = headerValue(headers, SESSION_HEADER);
  if (named !== undefined) return isSession(named) ? named : '';
  const cookie = headerValue(headers, 'cookie');
  if (cookie === undefined || !cookie.toLowerCase().includes(SESSION_HEADER)) return '';
  const found = /(?:^|;)\s*docproof-session=([^;]*)/i.exec(cookie)?.[1]?.trim() ?? '';
  return isSession(found) ? found : '';
}

/**
 * The session that a request names for what it sets, gets or forgets; '' where it names none.
 * @throws InputError `bad-option` where nobody can use the name: it would be for everyone instead
 */
export function sessionNamed({ headers }: Pick<Call, 'headers'>): string {
  const named = headers[SESSION_HEADER];
  if (named === undefined) return sessionOf({ headers });
  return checkedSession(typeof named === 'string' ? named : named.join(', '));
}

/** What a session remembers, apart from all others. @param session '' for requests that have none */
export function storeOf(store: Store, session: string): Store {
  return session === '' ? store : scopedStore(store, `${SESSIONS_KEY}${session}/`);
}

/** Keys of what sessions remember begin with it. */
export const SESSIONS_KEY = 'sessions/';
