import type { InputError } from '../model/index.js';
import type { OpenCapture } from './read-capture.js';

/** Callbacks for captures while they are read. */
export interface CaptureListeners {
  /** Called with files in a folder or an archive that are not captures, and why. */
  readonly onPassedOver?: ((source: string, why: InputError) => void) | undefined;
  /** Called with the number of bytes of captures as they are read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/** Captures, wherever they are. Every executor of a check reads them from here. */
export interface CaptureSource extends CaptureListeners {
  /**
   * Opens the captures in their order. Where they can be read again, each call begins with the first one.
   * @param listeners instead of those of the source
   * @param whenRead calls back when everything before is read, for faults that show only then; needed where captures
   * are opened ahead of reading
   */
  open(listeners: CaptureListeners, whenRead: (callback: () => void) => void): AsyncIterable<OpenCapture>;
  /** Whether they can be read again: what is not a file, such as a pipe, can be read once. */
  canReadAgain(): Promise<boolean>;
}
