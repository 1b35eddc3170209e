import type { LoadOptions, MockOptions } from '../../api/index.js';
import type { CheckRules } from '../../check/index.js';
import type { RedactOptions } from '../../contract/index.js';

/** Options for `use` of `playwright.config.ts` and for `test.use`. */
export interface DocproofTestOptions {
  /**
   * What violations do at the end of a test: fail it, or only be attached to it. With `off`, nothing is judged.
   * @default 'fail'
   */
  contractViolations: 'fail' | 'warn' | 'off';
  /** What exchanges do that could not be judged in full. They are always attached. @default 'allow' */
  contractInconclusive: 'allow' | 'fail';
  /** How strict the judgement is, and which URLs beside the document's servers are the API, as in a check. */
  contractRules: CheckRules & { readonly redact?: RedactOptions };
  /** Whether each test, or each that fails, gets a HAR of its exchanges, without secrets. @default 'off' */
  contractHar: 'off' | 'on' | 'retain-on-failure';
  /**
   * Who answers for `api`: `server`, a mock of this test on a free port; `route`, the same without a server, for pages
   * that ask `apiUrl`; `session`, a mock that tests share, each with its own session.
   * @default 'server'
   */
  apiMode: 'server' | 'route' | 'session';
  /**
   * For `route`: the URL before the paths of the API, as pages ask for it. @default the document's first server
   * For `session`: the URL of a mock that runs. @default a mock of the worker
   */
  apiUrl: string | undefined;
  /** How the mock behaves. */
  apiOptions: Omit<MockOptions, 'state' | 'stateTtl'>;
}

/** Options for a worker: those that say which contract it is. */
export interface DocproofWorkerOptions {
  /** Path or URL of the document, or several, which are merged. @default the `document` of docproof.yaml */
  contractDocument: string | readonly string[] | undefined;
  /** How far the document may reach, and overlays. */
  contractLoad: Omit<LoadOptions, 'onUnmatched'>;
}

/** All options: `defineConfig<DocproofOptions>({ use: { contractDocument: 'openapi.yaml' } })`. */
export interface DocproofOptions extends DocproofTestOptions, DocproofWorkerOptions {}
