import type { JsonObject, JsonValue } from '../../model/index.js';

/**
 * One action of an overlay (Overlay 1.1 §4.4.3): `remove` comes first; it has either `update` or `copy` else.
 */
export interface OverlayAction {
  /** A JSONPath (RFC 9535) that selects nodes of the document. */
  readonly target: string;
  readonly description?: string;
  /**
   * The value that is merged into each selected object, appended to each selected array, or that replaces each selected
   * scalar.
   */
  readonly update?: JsonValue;
  /** A JSONPath that selects the one node to use as `update`. Overlay 1.1. */
  readonly copy?: string;
  readonly remove?: boolean;
  /** Members whose names begin with `x-`. */
  readonly extensions?: JsonObject;
}

/** What an overlay says of itself (Overlay 1.1 §4.4.2). */
export interface OverlayInfo {
  readonly title: string;
  readonly version: string;
  /** CommonMark. Overlay 1.1. */
  readonly description?: string;
  /** Members whose names begin with `x-`. */
  readonly extensions?: JsonObject;
}

/** An OpenAPI Overlay: actions on a document, in their order. */
export interface Overlay {
  /** The name by which the user called it. */
  readonly source: string;
  /** Its text, for the lines in messages. @default none: messages have pointers only */
  readonly text?: string;
  readonly version: '1.0' | '1.1';
  readonly info: OverlayInfo;
  /** The document for which it was written. Kept, not judged: a user who names both knows. */
  readonly extends?: string;
  readonly actions: readonly OverlayAction[];
}

/** An overlay as it is written to a file: members in the order of the specification. */
export function overlayJson({ version, info, extends: target, actions }: Overlay): JsonObject {
  const { extensions: ofInfo, ...about } = info;
  return {
    overlay: `${version}.0`,
    info: { ...about, ...ofInfo },
    ...(target === undefined ? {} : { extends: target }),
    actions: actions.map(({ extensions, ...action }) => ({ ...action, ...extensions })),
  };
}
