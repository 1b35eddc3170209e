/** Stable codes of what a user can get wrong. */
export type InputErrorCode =
  | 'not-found'
  | 'is-directory'
  | 'unreadable'
  | 'not-yaml'
  | 'not-openapi'
  | 'unsupported-version'
  | 'unresolvable-ref'
  | 'refused-ref'
  | 'no-operations'
  | 'unknown-format'
  | 'empty-capture'
  | 'not-an-exchange'
  | 'too-large'
  | 'nothing-in-scope'
  | 'unusable-schema'
  | 'conflicting-operations'
  | 'bad-option'
  | 'bad-config'
  | 'bad-overlay'
  | 'port-in-use'
  | 'no-code-generation';

/** Where in a user's file something is wrong: 1-based line and column, or a JSON pointer. */
export interface InputPlace {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/**
 * The user's fault, not ours: the command line prints it without a stack and exits with 2.
 * `message` is `source:line:column pointer: what is wrong`; `cure` says what to do.
 */
export class InputError extends Error {
  readonly code: InputErrorCode;
  /** The problem without the place. */
  readonly problem: string;
  readonly place: InputPlace | undefined;
  readonly cure: string | undefined;

  constructor(
    code: InputErrorCode,
    problem: string,
    options: { place?: InputPlace; cure?: string; cause?: unknown } = {},
  ) {
    const where = options.place ? `${formatPlace(options.place)}: ` : '';
    super(`${where}${problem}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'InputError';
    this.code = code;
    this.problem = problem;
    this.place = options.place;
    this.cure = options.cure;
  }
}

function formatPlace({ source, line, column, pointer }: InputPlace): string {
  const position = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  return `${source}${position}${pointer === undefined ? '' : ` at ${pointer === '' ? 'its root' : pointer}`}`;
}
