/**
 * An entry that is JSON and no HAR entry. `message` is a pointer below the entry, and what is wrong there.
 * Thrown without a stack, which takes thirty times as long as reading such an entry: there may be a million of them.
 */
export class MalformedEntry {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}
