import { changed } from './changed.js';
import type { Edit, Example } from './entry.js';
import { CLEAN_PAGE, CLEAN_TYPE, OTHER_PAGE, PAGE_NAMES } from './sample-pages.js';

/** A text to show, and the file or the thing that it is. */
export interface Block {
  readonly title: string;
  readonly language: 'yaml' | 'json' | 'markdown';
  readonly text: string;
}

/** An example as readers see it. */
export interface ShownExample {
  /** What belongs to both sides. */
  readonly given: readonly Block[];
  readonly bad: readonly Block[];
  readonly good: readonly Block[];
  /** The command that judges it, where the blocks are files. */
  readonly command?: string;
}

/** Writes an example for readers. */
export function shownExample(example: Example): ShownExample {
  switch (example.of) {
    case 'value':
      return {
        given: [{ title: 'Schema', language: 'yaml', text: example.schema }],
        bad: [{ title: 'Value', language: 'json', text: example.bad }],
        good: [{ title: 'Value', language: 'json', text: example.good }],
      };
    case 'exchange':
      return exchanges(example);
    case 'document': {
      const name = `openapi.${example.as ?? 'yaml'}`;
      return {
        given: [],
        bad: [document(example, 'bad')],
        good: [document(example, 'good')],
        command: `docproof lint ${name}`,
      };
    }
    case 'pages': {
      const [bad, good] = [excerpts(example, 'bad'), excerpts(example, 'good')];
      return { given: [], bad, good, command: 'docproof lint docs/' };
    }
  }
}

/** The whole text of the document of an example. */
export function documentOf(
  text: string,
  { version = '3.1.1', as = 'yaml' }: { readonly version?: string; readonly as?: 'json' | 'yaml' },
): string {
  if (as === 'json') return `{ "openapi": "${version}", "info": { "title": "Parcels", "version": "1" },\n  ${text} }\n`;
  const head = /^openapi:.*\n/.exec(text)?.[0] ?? (version === '2.0' ? "swagger: '2.0'\n" : `openapi: ${version}\n`);
  const rest = text.startsWith('openapi:') ? text.slice(head.length) : text;
  return `${head}info: { title: Parcels, version: '1' }\n${rest}\n`;
}

/** The pages of an example by their names: two, or three. */
export function pagesOf({ page = [], type = [], beside }: Extract<Example, { of: 'pages' }>): Record<string, string> {
  return {
    [PAGE_NAMES.page]: changed(CLEAN_PAGE, page),
    [PAGE_NAMES.type]: changed(CLEAN_TYPE, type),
    ...(beside ? { [PAGE_NAMES.beside]: changed(OTHER_PAGE, beside) } : {}),
  };
}

function exchanges(example: Extract<Example, { of: 'exchange' }>): ShownExample {
  const { mended, flag } = example;
  const shown = (text: string): Block => ({ title: 'openapi.yaml', language: 'yaml', text: documentOf(text, example) });
  const capture = (text: string): Block => ({ title: 'capture.ndjson', language: 'json', text });
  return {
    given: mended === undefined ? [shown(example.document)] : [],
    bad: [...(mended === undefined ? [] : [shown(example.document)]), capture(example.bad)],
    good: [...(mended === undefined ? [] : [shown(mended)]), capture(example.good)],
    command: ['docproof check openapi.yaml capture.ndjson', ...(flag ?? [])].join(' '),
  };
}

function document(example: Extract<Example, { of: 'document' }>, side: 'bad' | 'good'): Block {
  const { as = 'yaml' } = example;
  return { title: `openapi.${as}`, language: as, text: documentOf(example[side], example) };
}

/** What the edits change, with a line around it. */
function excerpts(example: Extract<Example, { of: 'pages' }>, side: 'bad' | 'good'): Block[] {
  const texts = { page: CLEAN_PAGE, type: CLEAN_TYPE, beside: OTHER_PAGE };
  return (['page', 'type', 'beside'] as const).flatMap((which) => {
    let text = texts[which];
    return (example[which] ?? []).map((edit): Block => {
      const after = changed(text, [edit]);
      const shown =
        side === 'good' ? around(text, edit[0], text.indexOf(edit[0])) : around(after, edit[1], text.indexOf(edit[0]));
      text = after;
      return { title: PAGE_NAMES[which], language: 'markdown', text: shown };
    });
  });
}

/** The lines of a part of a text, and one line before and after. */
function around(text: string, part: Edit[number], start: number): string {
  const before = text.lastIndexOf('\n', text.lastIndexOf('\n', start - 1) - 1) + 1;
  const end = text.indexOf('\n', start + part.length);
  const next = end < 0 ? -1 : text.indexOf('\n', end + 1);
  return text.slice(before, next < 0 ? undefined : next);
}
