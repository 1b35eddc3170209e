import type { CompiledOperation, Contract } from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import type { Violation } from '../model/index.js';
import type { Store } from '../store/index.js';
import type { Answer, Call, Eventually, Failure } from './answer.js';
import type { AnswerBook } from './answers/answers.js';
import type { DocumentedValues } from './documented-values.js';
import type { HeaderWriter } from './headers.js';
import type { Memory } from './memory.js';
import type { PartFieldsMaker } from './multipart/fields.js';
import type { Preferences } from './preferences.js';
import type { Serializer } from './serialize.js';
import type { MockSettings } from './settings.js';
import type { ApiStyle, Sources } from './styles/api-style.js';

/** The data that the stages of one mock share. Made once, when the mock starts. */
export interface MockContext {
  readonly contract: Contract;
  readonly settings: MockSettings;
  readonly sources: Sources;
  readonly store: Store;
  readonly memory: Memory;
  readonly answers: AnswerBook;
  readonly generator: Generator;
  /** Undefined where the document describes a service of no known family. */
  readonly style: ApiStyle | undefined;
  readonly values: DocumentedValues;
  readonly serialize: Serializer;
  /** The documented headers of a response. */
  readonly documentedHeaders: HeaderWriter;
  readonly partFields: PartFieldsMaker;
  /** The error that a request gets. */
  readonly fail: (
    call: Call,
    failed: Failure,
    compiled?: CompiledOperation,
    preferences?: Preferences,
  ) => Eventually<Answer>;
  /** The value of the `sl-violations` header. */
  readonly violationsHeader: (violations: readonly Violation[]) => string;
}
