import type { JsonValue } from './json.js';
import type { Pointer } from './pointer.js';
import type { Provenance } from './provenance.js';

export type Severity = 'error' | 'warning';

/** The part of a message that breaks the contract. */
export type Part =
  | 'operation'
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'security'
  | 'content-type'
  | 'status'
  | 'body';

/** The keywords that an exchange breaks in the light of others; never more than a warning. */
export type SequenceKeyword =
  | 'unreadable-after-create'
  | 'unresolved-location'
  | 'answers-after-delete'
  | 'unresolved-next-link'
  | 'unfinished-paging';

/** The keywords that JSON Schema does not have. */
export type OwnKeyword =
  | SequenceKeyword
  | 'undocumented-path'
  | 'undocumented-method'
  | 'undocumented-status'
  | 'undocumented-media-type'
  | 'undocumented-property'
  | 'undocumented-header'
  | 'undocumented-parameter'
  | 'undocumented-enum-member'
  | 'unparseable-body'
  | 'broken-framing'
  | 'broken-batch'
  | 'unparseable-item'
  | 'too-large'
  | 'more-faults'
  | 'xml-name'
  | 'missing-body'
  | 'missing-content-type'
  | 'unexpected-body'
  | 'missing-credentials'
  | 'missing-parameter'
  | 'deprecated'
  | 'tolerated-null'
  | 'readOnly'
  | 'writeOnly'
  | 'placeholder';

/**
 * One way in which an exchange breaks the contract: plain data, without a sentence. `describe` words it.
 */
export interface Violation {
  readonly in: 'request' | 'response';
  readonly part: Part;
  /** A JSON pointer inside a body (`""` is the whole body), otherwise the parameter's or header's name, or `""`. */
  readonly location: Pointer | string;
  /**
   * In the body of a sequential media type: which item is meant, 0-based. `location` is a pointer inside that item
   * then.
   */
  readonly item?: number;
  /** Where that item starts in the body, in bytes, content codings undone. */
  readonly offset?: number;
  /** A JSON Schema keyword (`type`, `enum`, `required` …) or one of ours. */
  readonly keyword: string;
  readonly severity: Severity;
  /** The demand of the keyword, by name: `{ allowedValues: [...] }`, `{ missingProperty: 'id' }`, `{ limit: 3 }`. */
  readonly params: Readonly<Record<string, JsonValue>>;
  /** The value found there. Left out where nothing was found. */
  readonly value?: JsonValue;
  /** `#` and the pointer to the rule in the document. */
  readonly schema: string;
  /** Where the documentation says so, if the document carries provenance. */
  readonly documented?: Provenance;
  /** For a parameter: where in its value, where not at its root. */
  readonly within?: Pointer;
  /** For `placeholder`: the keyword that the documented example itself breaks here. */
  readonly breaks?: string;
}

/** A violation as it is stored and printed: with its sentence, its exchange, and its value cut and redacted. */
export interface ViolationRecord {
  readonly source: string;
  /** 0-based index of the exchange in its source. */
  readonly exchange: number;
  /** In a batch (`/$batch`): the id of the request that is judged here. */
  readonly batchId?: string;
  /** `POST /users/{id}`; for what no operation matches, method and path as sent. */
  readonly operation: string;
  readonly status: number;
  readonly in: 'request' | 'response';
  readonly part: Part;
  readonly location: string;
  /** As in a violation. */
  readonly item?: number;
  readonly offset?: number;
  /** As in a violation. */
  readonly within?: Pointer;
  readonly keyword: string;
  readonly severity: Severity;
  readonly message: string;
  readonly value?: JsonValue;
  /** For `required`: the member that the object at `location` lacks. */
  readonly missing?: string;
  readonly schema: string;
  readonly documented?: Provenance;
  /** Why a baseline lets it pass. */
  readonly accepted?: string;
}
