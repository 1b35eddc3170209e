/** One request that both servers get. */
export interface Case {
  /** Unique in the corpus; the list of differences uses it. */
  readonly name: string;
  /** Method and target, sent as they stand: `GET /pets/7?limit=3`. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** A JSON Schema in the place of the body, for where that is random: it is compared whether it conforms. */
  readonly conforms?: Readonly<Record<string, unknown>>;
}

/** Options that Prism and ours share. */
export interface ServerOptions {
  /** @default false: its headers are compared where they are the theme */
  readonly cors?: boolean;
  readonly dynamic?: boolean;
  readonly errors?: boolean;
  readonly ignoreExamples?: boolean;
  readonly seed?: string;
}

/** A document with the requests sent to its mocks: one server of each kind serves all of them. */
export interface Suite {
  readonly theme: string;
  /** YAML. */
  readonly document: string;
  readonly options?: ServerOptions;
  readonly cases: readonly Case[];
}

/** A case in which ours answers otherwise on purpose. Both answers are as `summary` words them. */
export interface DifferentCase {
  readonly name: string;
  readonly prism: string;
  readonly ours: string;
}

/** Cases of one decided difference. */
export interface Difference {
  /** Its id in the list of decided differences (src/shadow/decided/), which says why. */
  readonly id: string;
  /** Further decided differences that all cases show. */
  readonly also?: readonly string[];
  readonly cases: readonly DifferentCase[];
}

/** Differences between the proxies, which the shadow of a mock does not meet. */
export interface ProxyDifference {
  readonly reason: string;
  readonly cases: readonly DifferentCase[];
}

/** Requests that stop Prism, and hence go to ours alone. What is not a success is a problem (RFC 9457) or a documented answer. */
export interface CrashSuite {
  readonly document: string;
  readonly cases: readonly (Case & { readonly statuses: readonly number[] })[];
}
