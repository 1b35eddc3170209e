import type { Piece } from './read/inline.js';
import type { JsonText } from './read/json.js';
import type { Message } from './read/message.js';
import type { Outline } from './read/outline.js';
import type { Notes } from './types/notes.js';
import type { RequestTarget } from './types/path-template.js';
import type { TypeRef } from './types/type-text.js';

/** A text and its 1-based line. */
export interface Spot {
  readonly text: string;
  readonly line: number;
}

/** A link to another page. */
export interface PageLink {
  readonly text: string;
  readonly href: string;
  readonly line: number;
}

/** A row that describes a property, a parameter or a header field. */
export interface FieldRow {
  readonly name: string;
  readonly line: number;
  readonly typeText: string;
  /** Where the type could be read. */
  readonly type?: TypeRef | undefined;
  readonly description: string;
  readonly pieces: readonly Piece[];
  readonly notes: Notes;
  /** Cells that the row has beside those of the table's head, or lacks (then negative). */
  readonly surplus: number;
  /** Whether only the JSON representation of its type shows it, and no table. */
  readonly isRepresented?: boolean;
}

/** A request that a page declares. */
export interface RequestLine {
  readonly method: string;
  readonly target: RequestTarget;
  readonly written: string;
  readonly line: number;
}

/** The permissions that a page names, by kind of caller. */
export interface Permission {
  readonly caller: string;
  readonly names: readonly string[];
  readonly line: number;
}

/** The promises in a page's sentences about responses. */
export interface Promised {
  readonly statuses: readonly { readonly status: number; readonly line: number }[];
  readonly type?: { readonly name: string; readonly href?: string; readonly line: number };
  readonly isCollection: boolean;
  readonly line: number;
}

/** The facts in the annotation of an example about its message. */
export interface ExampleAnnotation {
  readonly line: number;
  /** Whether it is a request, a response or another thing. */
  readonly kind?: 'request' | 'response' | 'other';
  /** By which request and response are paired. */
  readonly name?: string;
  /** The type of the body, as it is written. */
  readonly type?: string;
  readonly isCollection?: boolean;
  /** Whether the body is said to leave something out. */
  readonly isTruncated: boolean;
}

/** A message of the examples, with what its annotation says. */
export interface ExampleMessage {
  readonly message: Message;
  readonly annotation?: ExampleAnnotation;
  /** The heading above it. */
  readonly title: string;
  /** Whether it is outside the example sections. */
  readonly isAside: boolean;
}

/** An example: what is sent, and what comes back. One of them may be missing. */
export interface PageExample {
  readonly request?: ExampleMessage;
  readonly response?: ExampleMessage;
}

/** The description of one type on a page. */
export interface Resource {
  /** As its annotation names it, else by namespace and title: `harbour.shipping.parcel`. */
  readonly fullName: string;
  readonly line: number;
  readonly baseType?: string;
  readonly isOpen: boolean;
  readonly isAbstract: boolean;
  readonly key?: string;
  readonly properties: readonly FieldRow[];
  readonly relationships: readonly FieldRow[];
  /** The object that shows each property with a word for its type. */
  readonly representation?: JsonText;
  /** Of an enumeration. */
  readonly members?: readonly Spot[];
}

/** A page of the reference, as it was read. Facts only: nothing is checked and nothing looked up elsewhere. */
export interface Page {
  /** Relative to the folder of pages, with slashes: `v1.0/api/user-get.md`. */
  readonly name: string;
  readonly outline: Outline;
  readonly title: Spot;
  readonly description: string;
  /** Where it says that what it describes is deprecated. */
  readonly deprecation?: Spot;
  readonly namespace?: Spot;
  readonly requests: readonly RequestLine[];
  /** Lines among the declared requests that are not request lines. */
  readonly unreadRequests: readonly Spot[];
  readonly permissions: readonly Permission[];
  readonly headers: readonly FieldRow[];
  readonly parameters: readonly { readonly in: 'path' | 'query'; readonly row: FieldRow }[];
  readonly body: {
    readonly rows: readonly FieldRow[];
    readonly line: number;
    /** Whether the page says that the request has no body. */
    readonly isNone: boolean;
    readonly type?: { readonly name: string; readonly href?: string; readonly line: number };
    /** Whether the rows are said to be required of a new object. */
    readonly areRequired: boolean;
  };
  readonly promised: Promised;
  readonly errors: readonly { readonly status: number; readonly description: string; readonly line: number }[];
  readonly examples: readonly PageExample[];
  readonly resources: readonly Resource[];
  /** Where it lists the operations of its type in a table. */
  readonly methods?: { readonly line: number };
  /** Enumerations that a table on this page lists, by name. */
  readonly enumerations: ReadonlyMap<string, readonly Spot[]>;
  /** The links of its texts and tables. */
  links(): readonly PageLink[];
}
