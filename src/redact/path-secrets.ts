import { decodeUrl } from './layers.js';
import type { Redactor } from './redactor.js';
import type { Span } from './shapes.js';

/** Shorter secrets occur in other texts by chance. */
const MIN_LENGTH = 8;

/**
 * The redactor for an exchange that went to this URL: what is a secret in its path is one in the rest of the exchange
 * too, such as in an answer that names the path. The same redactor if none exists.
 */
export function knowingPathOf(redactor: Redactor, url: string): Redactor {
  const [, path = ''] = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#\\]*)?([^?#]*)/i.exec(url) ?? [];
  const written = path.split('/');
  const secrets = new Set<string>();
  for (const index of redactor.segmentsOf(written.map(decodeUrl), true).keys())
    for (const secret of [written[index] ?? '', decodeUrl(written[index] ?? '')])
      if (secret.length >= MIN_LENGTH) secrets.add(secret);
  if (secrets.size === 0) return redactor;
  return {
    ...redactor,
    hasPatterns: true,
    find: (text) => [...redactor.find(text), ...[...secrets].flatMap((secret) => placesOf(secret, text))],
  };
}

function placesOf(secret: string, text: string): Span[] {
  const spans: Span[] = [];
  for (let start = text.indexOf(secret); start >= 0; start = text.indexOf(secret, start + secret.length))
    spans.push({ start, end: start + secret.length, kind: 'token' });
  return spans;
}
