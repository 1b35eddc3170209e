import type { RequestValidation } from '../mock/index.js';

/** The settings of a proxy. Complete: defaults are filled in where it is made. */
export interface ProxySettings {
  /** The service: scheme, host, and a base path before each request's own. */
  readonly upstream: URL;
  /** Refuses requests that break the document, and answers with a problem where the service's answer does. */
  readonly errors: boolean;
  readonly validateRequest: RequestValidation;
  /** Statuses of the service in whose place the mock answers. */
  readonly mockOn: ReadonlySet<number>;
  /** How long the service may take to begin its answer, and to send the next bytes of it, in milliseconds. */
  readonly timeout: number;
  /** The proxy between this one and the service. */
  readonly upstreamProxy?: string;
  /** Takes certificates that nobody vouches for. */
  readonly insecure: boolean;
  /** How much of a body is kept for judging, in bytes. Larger ones pass, unjudged. */
  readonly maxBody: number;
}
