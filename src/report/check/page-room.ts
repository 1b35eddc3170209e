import { pageJson } from '../html/page-json.js';

/** A page of more bytes than this is slow to open, and too large for many places that keep reports. */
const MAX_PAGE = 5_000_000;

/** What is around the data: markup, script and style. */
const AROUND = 200_000;

/** Shares out the room that a page has for its data. */
export interface PageRoom {
  /** Whether there is room for this; where there is, it is taken. */
  take(part: unknown): boolean;
  /** A room of its own for a kind of data: this share of what is left. */
  share(part: number): PageRoom;
}

/** The room of a page that holds nothing yet. */
export function pageRoom(bytes = MAX_PAGE - AROUND): PageRoom {
  let left = bytes;
  return {
    take(part) {
      const size = sizeOf(part);
      if (size > left) return false;
      left -= size;
      return true;
    },
    share: (part) => pageRoom(left * part),
  };
}

/** In UTF-8, as the page writes it: `<` as an escape of six characters, and a comma after each part. */
function sizeOf(part: unknown): number {
  return new TextEncoder().encode(pageJson(part)).length + 1;
}
