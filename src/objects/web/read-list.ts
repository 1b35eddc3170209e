import { InputError } from '../../model/index.js';
import { MAX_WHOLE, tooLarge } from '../faults.js';
import { nameOfWeb, type Part } from './get.js';

/** So many characters show whether a text is a list. */
const HEAD = 4096;

/**
 * Reads a list of objects: a text with one http(s) URL a line. Empty lines, and those that begin with `#`, are left
 * out.
 * @param url where it is
 * @returns URLs, each once; undefined where the text is not a list, but an object itself
 * @throws InputError with the line that cannot be used
 */
export async function readList(url: string, { chunks, close }: Part): Promise<readonly string[] | undefined> {
  const name = nameOfWeb(url);
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let size = 0;
  let head = '';
  let isKnown = false;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > MAX_WHOLE) throw tooLarge(name);
      const text = decoder.decode(chunk, { stream: true });
      texts.push(text);
      if (isKnown) continue;
      head += text;
      if (head.length < HEAD) continue;
      if (!beginsAsList(head)) return undefined;
      isKnown = true;
    }
  } finally {
    close();
  }
  const text = texts.join('');
  if (!beginsAsList(text)) return undefined;
  const isSecure = new URL(url).protocol === 'https:';
  const found = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const address = line.trim();
    if (address === '' || address.startsWith('#')) continue;
    const problem = faultOf(address, isSecure);
    if (problem !== undefined) throw unusable(name, index + 1, problem);
    found.add(address);
  }
  return [...found];
}

function beginsAsList(text: string): boolean {
  return /^\uFEFF?(?:\s*#[^\n]*\n)*\s*https?:\/\/\S+\s*(?:\n|$)/.test(text.slice(0, MAX_WHOLE));
}

function faultOf(address: string, isSecure: boolean): string | undefined {
  if (!/^https?:\/\//i.test(address) || /\s/.test(address) || !URL.canParse(address))
    return 'this is not an http(s) URL';
  return isSecure && !/^https:/i.test(address) ? 'the list is read by https, and this URL is not' : undefined;
}

function unusable(source: string, line: number, problem: string): InputError {
  return new InputError('bad-option', problem, {
    place: { source, line },
    cure: 'Write one URL a line, and nothing else.',
  });
}
