import type { MockSettings } from '../mock/index.js';
import type { FORWARDING, ResolvedOf } from '../options/index.js';

/**
 * The settings of a proxy: options of the rows of `src/options` with their defaults. Complete: the caller fills in the
 * defaults, and reads the URLs.
 */
export interface ProxySettings
  extends Pick<ResolvedOf<typeof FORWARDING>, 'timeout' | 'insecure' | 'upstreamProxy'>,
    Pick<MockSettings, 'errors' | 'validateRequest' | 'maxBody'> {
  /** The service: scheme, host, and a base path before each request's own. */
  readonly upstream: URL;
  /** Statuses of the service in whose place the mock answers. */
  readonly mockOn: ReadonlySet<number>;
}
