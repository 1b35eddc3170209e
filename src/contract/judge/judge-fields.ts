import type { Headers } from '../../model/index.js';
import type { CompiledParameter } from '../parameters/compile.js';
import type { Security } from '../security/security.js';
import type { ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

/**
 * Header fields that belong to HTTP, browsers and intermediaries between client and service, not to an API
 * (the permanent fields of the IANA HTTP Field Name Registry that are in common use, and what proxies and browsers
 * add).
 */
const COMMON = new Set(
  `accept accept-ch accept-charset accept-encoding accept-language accept-patch accept-post accept-ranges age allow
  alt-svc alt-used authorization baggage cache-control clear-site-data connection
  content-disposition content-encoding content-language content-length content-location content-range
  content-security-policy content-security-policy-report-only content-type cookie date dnt etag expect expect-ct
  expires forwarded from host http2-settings keep-alive last-modified link location max-forwards nel origin
  origin-agent-cluster p3p permissions-policy pragma prefer preference-applied priority range referer
  referrer-policy refresh report-to reporting-endpoints retry-after save-data server server-timing set-cookie
  sourcemap strict-transport-security te timing-allow-origin traceparent tracestate trailer transfer-encoding
  upgrade upgrade-insecure-requests user-agent vary via warning www-authenticate x-content-type-options
  x-dns-prefetch-control x-download-options x-frame-options x-permitted-cross-domain-policies x-powered-by
  x-real-ip x-requested-with x-robots-tag x-xss-protection`.split(/\s+/),
);

/** Families of such fields. */
const COMMON_PREFIX = /^(?:access-control-|cross-origin-|if-|proxy-|sec-|x-forwarded-|cf-|x-amz-cf-|x-envoy-|x-b3-|:)/;

/** Reports the header fields that neither HTTP nor the document knows, where the policy asks for it. */
export function judgeFields(
  context: ValueContext,
  headers: Headers,
  documented: readonly CompiledParameter[],
  pointer: string,
  security?: Security,
): void {
  if (context.policy.undocumentedHeaders === 'allow') return;
  const parameters = documented.filter(({ place }) => place === 'header').map(({ name }) => name);
  const known = new Set([...parameters, ...(security?.carriers ?? [])].map((name) => name.toLowerCase()));
  for (const name of Object.keys(headers)) {
    if (COMMON.has(name) || COMMON_PREFIX.test(name) || known.has(name)) continue;
    const value = headers[name];
    const source = context.operation.provenance;
    addOwn(context.findings, context.policy, {
      in: context.direction,
      part: 'header',
      location: name,
      keyword: 'undocumented-header',
      params: { name },
      pointer,
      ...(value === undefined ? {} : { value: typeof value === 'string' ? value : [...value] }),
      ...(source ? { documented: source } : {}),
    });
  }
}
