import { own } from '../../model/index.js';
import { anyOf, type Decided, errorBy, on } from './decided.js';

/** Credentials, and the header fields of CORS. */
export const security: readonly Decided[] = [
  {
    id: 'unknown-schemes-are-closed',
    reason: 'An operation whose security names a scheme that nothing describes is closed; Prism leaves it open.',
    explains: on(
      'status',
      ({ ours, prism }, { schemes }) => ours === 401 && prism < 400 && schemes.some((scheme) => scheme === undefined),
    ),
  },
  {
    id: 'empty-requirement-lets-in',
    reason: 'The requirement {} lets everybody in, with any credentials (OpenAPI, Security Requirement Object).',
    explains: on(
      'status',
      ({ ours, prism }, exchange) =>
        prism === 401 && ours < 400 && exchange.security.some((each) => Object.keys(each).length === 0),
    ),
  },
  {
    id: 'every-401-has-a-challenge',
    reason: 'A 401 says how to authenticate (RFC 9110 §15.5.2), a documented one too; in Prism some do not.',
    explains: on(
      'header',
      ({ name, ours, prism }, exchange) =>
        name === 'www-authenticate' && exchange.ours.status === 401 && ours !== undefined && prism === undefined,
    ),
  },
  {
    id: 'credentials-first',
    reason:
      'Without credentials, nothing else of the request is judged; Prism lists its other faults in a documented 401.',
    explains: errorBy(
      'prism',
      ({ code }, { ours, prism }) => ours.status === 401 && prism.status === 401 && !/^\d{3}$/.test(code),
    ),
  },
  {
    id: 'unjudged-schemes-are-silent',
    reason: 'That mutual TLS and other HTTP schemes are not judged is said in the docs; Prism warns with every answer.',
    explains: on(
      'violation',
      ({ by, violation }, { schemes }) =>
        by === 'prism' &&
        !violation.isError &&
        violation.place === '' &&
        violation.code === '' &&
        schemes.some(
          (scheme) =>
            scheme !== undefined &&
            (own(scheme, 'type') === 'mutualTLS' ||
              (own(scheme, 'type') === 'http' &&
                !['basic', 'bearer', 'digest'].includes(String(own(scheme, 'scheme')).toLowerCase()))),
        ),
    ),
  },
  {
    id: 'digest-names-a-path',
    reason: 'Digest credentials name a URI, which has a slash; Prism refuses the slash.',
    explains: on(
      'status',
      ({ ours, prism }, exchange) =>
        prism === 401 && ours < 400 && /^digest\s.*uri="?[^",]*\//i.test(exchange.header('authorization') ?? ''),
    ),
  },
  {
    id: 'schemes-have-no-case',
    reason: 'Upper and lower case of an authentication scheme are the same (RFC 9110 §11.1); Prism wants `Bearer`.',
    explains: on('status', ({ ours, prism }, exchange) => {
      const scheme = /^\S+/.exec(exchange.header('authorization') ?? '')?.[0] ?? '';
      const usual = `${scheme.slice(0, 1).toUpperCase()}${scheme.slice(1).toLowerCase()}`;
      return prism === 401 && ours < 400 && scheme !== '' && scheme !== usual;
    }),
  },
  {
    id: 'tokens-are-bearer',
    reason:
      'The challenge for OAuth 2.0 and OpenID Connect is Bearer (RFC 6750); Prism names schemes that HTTP does not have.',
    explains: on(
      'header',
      ({ name, ours = '', prism = '' }) =>
        name === 'www-authenticate' &&
        /\b(?:OAuth2|OpenID)\b/.test(prism) &&
        ours.replaceAll('Bearer', '') === prism.replaceAll(/\b(?:OAuth2|OpenID)\b/g, ''),
    ),
  },
  {
    id: 'cookies-have-whole-names',
    reason: 'A key in a cookie must have the whole name; Prism accepts a cookie whose name ends in it.',
    explains: on('status', ({ ours, prism }, exchange) => {
      if (ours !== 401 || prism >= 400) return false;
      const sent = String(exchange.call.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.split('=', 1)[0]?.trim() ?? '');
      return exchange.schemes.some((scheme) => {
        const name = scheme && own(scheme, 'in') === 'cookie' ? String(own(scheme, 'name')) : '';
        return name !== '' && !sent.includes(name) && sent.some((cookie) => cookie.endsWith(name));
      });
    }),
  },
  {
    id: 'cors-credentials-need-an-origin',
    reason:
      'Without an Origin, CORS allows no credentials: browsers refuse them together with `*`; Prism always allows them.',
    isGeneral: true,
    explains: on(
      'header',
      ({ name, ours, prism }, exchange) =>
        name === 'access-control-allow-credentials' &&
        ours === undefined &&
        prism === 'true' &&
        exchange.header('origin') === undefined,
    ),
  },
  {
    id: 'cors-answers-vary',
    reason: 'An answer that repeats the Origin varies by it, for caches (Fetch, CORS protocol and HTTP caches).',
    isGeneral: true,
    explains: anyOf(
      on(
        'header',
        ({ name, ours, prism }, exchange) =>
          name === 'vary' &&
          exchange.header('origin') !== undefined &&
          /\borigin\b/i.test(ours ?? '') &&
          !/\borigin\b/i.test(prism ?? ''),
      ),
    ),
  },
];
