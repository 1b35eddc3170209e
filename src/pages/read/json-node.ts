import { type JsonValue, setMember } from '../../model/index.js';

/** A JSON value of a page, with the line on which it begins. */
export interface JsonNode {
  readonly line: number;
  readonly value: JsonValue;
  /** Of an object, in order; of two members of one name, both. */
  readonly members?: readonly { readonly name: string; readonly line: number; readonly node: JsonNode }[] | undefined;
  /** Of an array. */
  readonly items?: readonly JsonNode[] | undefined;
}

/** Something that RFC 8259 does not allow, and that can only have been meant in one way. */
export interface Repair {
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** As a sentence names it: `a trailing comma`. */
  readonly what: string;
}

/** A node whose value is put together when it is first asked for: of most only the members are. */
export class ReadNode implements JsonNode {
  readonly line: number;
  readonly members?: JsonNode['members'];
  readonly items?: JsonNode['items'];
  parsed?: () => JsonValue;
  #value: JsonValue | undefined;

  constructor(
    line: number,
    content: { value: JsonValue } | { members: JsonNode['members'] } | { items: JsonNode['items'] },
  ) {
    this.line = line;
    if ('value' in content) this.#value = content.value;
    else if ('members' in content) this.members = content.members;
    else this.items = content.items;
  }

  get value(): JsonValue {
    this.#value ??= this.parsed?.() ?? this.#whole();
    return this.#value;
  }

  #whole(): JsonValue {
    if (this.items) return this.items.map((item) => item.value);
    if (!this.members) return null;
    const value: Record<string, JsonValue | undefined> = {};
    for (const { name, node } of this.members) setMember(value, name, node.value);
    return value;
  }
}
