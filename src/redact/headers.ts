import type { Headers } from '../model/exchange.js';
import type { Redactor } from './redactor.js';
import { redactText, redactUrl } from './text.js';

/** The scheme stays, so that a reader sees what kind of credentials there were (RFC 9110 §11.4). */
const SCHEME = /^(\s*[A-Za-z][\w-]{1,40}\s+)(\S[\s\S]*)$/;

/** Fields whose whole value is a URL. */
const URLS =
  /^(?:location|content-location|referr?er|destination|origin|x-original-ur[il]|x-rewrite-url|x-forwarded-(?:uri|url|path)|:path|sourcemap)$/;

/** Header fields with their secrets replaced; names, order and repetition stay. @param headers names in lower case */
export function redactHeaders(redactor: Redactor, headers: Headers): Headers {
  const clean: Record<string, string | readonly string[]> = Object.create(null);
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value === 'string') clean[name] = redactField(redactor, name, value);
    else if (value !== undefined) clean[name] = value.map((each) => redactField(redactor, name, each));
  }
  return clean;
}

/** The value of one header field, with its secrets replaced. @param name in any letter case */
export function redactField(redactor: Redactor, name: string, value: string): string {
  const lower = name.toLowerCase();
  if (redactor.isKept(lower)) return value;
  if (lower === 'cookie')
    return value
      .split(';')
      .map((pair) => redactCookie(redactor, pair))
      .join(';');
  if (lower === 'set-cookie') return redactSetCookie(redactor, value);
  const kind = redactor.kindOf(lower, 'header', value);
  if (kind === 'authorization') {
    const [, scheme = '', credentials = value] = SCHEME.exec(value) ?? [];
    return scheme + redactor.replace(credentials, kind);
  }
  if (kind !== undefined) return redactor.replace(value, kind);
  if (URLS.test(lower)) return redactUrl(redactor, value);
  if (lower === 'link' || lower === 'refresh') return redactUrlsWithin(redactor, value);
  return redactText(redactor, value);
}

/** `name=value`, blanks around it kept. A value without a name is a secret too. */
function redactCookie(redactor: Redactor, pair: string): string {
  const [, blank = '', written = '', value] = /^(\s*)([^=]*?)(?:=([\s\S]*))?$/.exec(pair) ?? [];
  if (value === undefined) return written === '' ? pair : `${blank}${redactor.replace(written, 'cookie')}`;
  if (redactor.isKept(written)) return pair;
  return `${blank}${redactText(redactor, written)}=${redactor.replace(value, 'cookie')}`;
}

/** The attributes of a cookie (RFC 6265 §4.1), of which its path may have a secret; what is not one is searched. */
function redactSetCookie(redactor: Redactor, value: string): string {
  const [pair = '', ...attributes] = value.split(';');
  return [redactCookie(redactor, pair), ...attributes.map((each) => redactAttribute(redactor, each))].join(';');
}

function redactAttribute(redactor: Redactor, attribute: string): string {
  const [, name = '', value = ''] = /^(\s*path\s*=)([\s\S]*)$/i.exec(attribute) ?? [];
  return name === '' ? redactText(redactor, attribute) : name + redactUrl(redactor, value);
}

/** `<https://…>; rel="next"`, `5; url=https://…`. */
function redactUrlsWithin(redactor: Redactor, value: string): string {
  return redactText(
    redactor,
    value
      .replace(/<([^<>]*)>/g, (_, url: string) => `<${redactUrl(redactor, url)}>`)
      .replace(/(url=)([^\s;,]+)/gi, (_, name: string, url: string) => name + redactUrl(redactor, url)),
  );
}
