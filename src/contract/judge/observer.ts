import type { JsonValue } from '../../model/index.js';
import type { BodyWalk, Direction } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import type { CompiledParameter } from '../parameters/compile.js';

/** Hears which parts of an operation an exchange uses, whether they hold or not. */
export interface Observer {
  /** Walks over each body that is judged as a whole, and counts what it has. @default nobody counts */
  readonly walk?: BodyWalk;
  /** A documented parameter was sent. */
  parameter(parameter: CompiledParameter): void;
  /** The response has this documented status: `201`, `4XX`, `default`. Comes before its body. */
  status(key: string): void;
  /**
   * A body of a documented media type.
   * @param value as its schema sees it; undefined where it was not judged
   * @param isOtherType whether it was sent as a type that is not documented, and is judged as this one
   * @param isWalked whether `walk` was there already
   */
  requestBody(media: MediaContent, value: JsonValue | undefined, isOtherType: boolean, isWalked: boolean): void;
  responseBody(media: MediaContent, value: JsonValue | undefined, isOtherType: boolean, isWalked: boolean): void;
  /**
   * An item of a body of a sequential media type. Comes before its body.
   * @param item the item of that media type
   * @param value as its schema sees it, with the JSON that texts hold in their place
   */
  item(direction: Direction, item: MediaContent, value: JsonValue): void;
}
