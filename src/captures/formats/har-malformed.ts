/** An entry that is JSON and no HAR entry. `message` is a pointer below the entry, and what is wrong there. */
export class MalformedEntry extends Error {}
