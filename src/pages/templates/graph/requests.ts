import type { RequestLine, Spot } from '../../page.js';
import { METHOD, OTHER_METHOD } from '../../read/methods.js';
import { type Block, type Section, under } from '../../read/outline.js';
import { readTarget } from '../../types/path-template.js';

type Fence = Extract<Block, { kind: 'fence' }>;

/** The requests that a page declares, and the lines among them that are not requests. */
export interface DeclaredRequests {
  readonly requests: readonly RequestLine[];
  readonly unread: readonly Spot[];
}

const TITLE = /^http requests?$/;

/** What follows the declaration on a page. A heading of the same words there is about an example. */
const LATER = /^(?:(?:sample )?examples?\b|responses?$)/;

/** Reads the section of a page that declares its requests, one on each line. */
export function readRequests(sections: readonly Section[]): DeclaredRequests {
  const requests: RequestLine[] = [];
  const unread: Spot[] = [];
  const later = sections.findIndex(({ key }) => LATER.test(key));
  for (const section of under(sections, TITLE)) {
    if ([section.key, ...section.above].some((title) => LATER.test(title))) continue;
    const isLater = later >= 0 && sections.indexOf(section) > later;
    for (const fence of section.blocks.filter(isDeclaration)) {
      const read = readFence(fence);
      if (isLater && (read.unread.length > 0 || read.requests.some(({ target }) => target.base !== undefined)))
        continue;
      for (const each of read.requests) requests.push(each);
      for (const each of read.unread) unread.push(each);
    }
  }
  return { requests, unread };
}

/** Blocks of JSON and of programs show what is sent, or how. */
function isDeclaration(block: Block): block is Fence {
  if (block.kind !== 'fence') return false;
  return (
    !/^(?:json|xml|c#|csharp|javascript|js|typescript|java|objc|objective-c|powershell|bash|python|go|php)\b/.test(
      block.language,
    ) && !/^\s*[{["]/.test(block.text)
  );
}

function readFence(fence: Fence): DeclaredRequests {
  const requests: RequestLine[] = [];
  const unread: Spot[] = [];
  for (const [index, text] of fence.text.split('\n').entries()) {
    const written = text.trim();
    if (written === '') continue;
    const line = fence.line + index;
    const request = requestIn(written, line);
    if (request) requests.push(request);
    // A message, not a list of requests: what follows is its header and its body.
    else if (requests.length > 0 && /^(?:[\w-]+:\s|[{[])/.test(written)) break;
    else unread.push({ text: written, line });
  }
  return { requests, unread };
}

const REQUEST = new RegExp(`^(${METHOD})\\s*([/{<~.]\\S.*|[/{<~.]|https?:.*)$`, 'i');

const OTHER_REQUEST = new RegExp(`^(${OTHER_METHOD})\\s+([/{<~.]\\S.*|[/{<~.]|https?:.*)$`);

/** A path whose slash at the start is missing: words without blanks, unless in brackets. */
const BARE_REQUEST = new RegExp(`^(${METHOD})\\s+([a-z$][\\w$.-]*(?:[/({?].*)?)$`, 'i');

function requestIn(written: string, line: number): RequestLine | undefined {
  const text = written.replace(/\s+HTTP\/\d(?:\.\d)?$/, '');
  const bare = BARE_REQUEST.exec(text);
  const isPath = bare?.[2] !== undefined && !/\s/.test(bare[2].replace(/\{[^}]*\}|\([^)]*\)|<[^>]*>/g, ''));
  const [, method, target] = REQUEST.exec(text) ?? OTHER_REQUEST.exec(text) ?? (isPath ? bare : []);
  if (!method || !target) return undefined;
  return { method: method.toUpperCase(), target: readTarget(target), written, line };
}
