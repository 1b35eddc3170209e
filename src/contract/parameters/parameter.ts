import type { Headers, JsonObject, JsonValue, Pointer } from '../../model/index.js';
import type { Fields } from './fields.js';

/** Where a parameter is in a request. */
export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

/** The parts of a request besides its body. Cookies and fields are read only if a parameter asks for them. */
export interface ParameterSources {
  readonly pathValues: Readonly<Record<string, string>>;
  readonly query: Fields;
  /** The query with its values as they are written; absent where nothing in it is percent-encoded. */
  readonly written?: () => Fields;
  /** The query as it was sent, without the question mark; absent if none exists. */
  readonly queryText?: string;
  readonly headers: Headers;
}

/** What was read of a parameter. */
export interface ReadParameter {
  readonly sent: boolean;
  /** As the schema's types read it; undefined where it was not sent, or not in the documented style. */
  readonly value?: JsonValue;
  /** What it may mean as well, where its delimiters are percent-encoded, or where there are several lines of it. */
  readonly otherwise?: readonly JsonValue[];
  /** It is empty, and the document allows that: no schema applies to it (`allowEmptyValue`). */
  readonly isEmpty?: true;
  /** It was sent, and nothing says how its text becomes what the schema describes. */
  readonly isUnread?: true;
}

/** A parameter made ready to read. */
export interface CompiledParameter {
  readonly place: ParameterPlace;
  readonly name: string;
  readonly required: boolean;
  readonly pointer: Pointer;
  readonly node: JsonObject;
  readonly schema?: Pointer;
  read(sources: ParameterSources): ReadParameter;
  /** Whether a query field or a cookie of this name is the parameter, or a part of it. */
  ownsField(field: string): boolean;
  /** The same, with the members of an object whose names are free. */
  takesField(field: string): boolean;
}
