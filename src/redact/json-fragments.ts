import { endOfJsonString } from '../model/json.js';
import { isJson } from './json-text.js';

/** A piece of a text that is JSON. */
export interface Fragment {
  readonly start: number;
  readonly json: string;
}

/** Where JSON may begin in other text: `response: {"a": …`, `callback([{…`. */
const START = /[{[](?=\s{0,200}["{[])/g;

/** After so many that began like JSON and were not, the rest of a text is not looked at. */
const MAX_FAILURES = 16;

/** Objects and arrays of JSON within other text: in elements of XML, calls of a script, lines of a log. */
export function jsonFragments(text: string): Fragment[] {
  const found: Fragment[] = [];
  let failures = 0;
  let at = 0;
  for (;;) {
    START.lastIndex = at;
    const match = START.exec(text);
    if (!match || failures > MAX_FAILURES) return found;
    const end = endOfBrackets(text, match.index);
    const json = end === undefined ? '' : text.slice(match.index, end);
    if (end !== undefined && isJson(json)) {
      found.push({ start: match.index, json });
      at = end;
    } else {
      failures += 1;
      at = match.index + 1;
    }
  }
}

/** The index behind the bracket that closes the one at `from`; brackets within strings do not count. */
function endOfBrackets(text: string, from: number): number | undefined {
  const token = /["{}[\]]/g;
  token.lastIndex = from;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [character] = match;
    if (character === '"') token.lastIndex = endOfJsonString(text, match.index + 1);
    else if (character === '{' || character === '[') depth += 1;
    else depth -= 1;
    if (depth === 0) return match.index + 1;
  }
  return undefined;
}
