import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FindingReport, InputError, type JsonObject } from '../model/index.js';
import { assertRules, lintPages } from './lint.js';
import { type UnmatchedAction, withOverlays } from './load-contract.js';
import { asDocument, compiled, readPages } from './pages.js';
import { yamlText } from './yaml-text.js';

/** How pages are compiled. */
export interface CompileOptions {
  /** The document's title. @default the name of the folder, of several that of the one that they have in common */
  readonly title?: string;
  /** The document's own version. @default '1.0.0' */
  readonly version?: string;
  /** Whether the document contains sentences of the pages, beside names, types and values. @default true */
  readonly descriptions?: boolean;
  /**
   * The version of OpenAPI. 3.2 can have operations with any method.
   * @default '3.1'
   */
  readonly openapi?: '3.1' | '3.2';
  /** Paths or URLs of OpenAPI Overlays, applied to the document in their order. @default [] */
  readonly overlays?: readonly string[];
  /** Called with each overlay's action that selected nothing. @default nobody does */
  readonly onUnmatched?: (unmatched: UnmatchedAction) => void;
  /** Ids of rules for pages that stay silent. @default [] */
  readonly off?: readonly string[];
  /** Ids of rules that are off by default and are to report. @default [] */
  readonly on?: readonly string[];
}

/** The result of compiling pages. */
export interface CompileResult {
  /** An OpenAPI document, its examples inline. */
  readonly document: JsonObject;
  readonly pages: number;
  readonly operations: number;
  /** The findings in the pages. */
  readonly findings: FindingReport;
}

/**
 * Compiles documentation pages into an OpenAPI document.
 * @param paths folders of pages, files and patterns
 * @throws InputError `not-found` if there are no pages, `no-operations` if no page has an HTTP request, `bad-option` if
 * `off` or `on` names an unknown rule
 */
export async function compile(paths: readonly string[], options: CompileOptions = {}): Promise<CompileResult> {
  const { off = [], on = [] } = options;
  await assertRules([...off, ...on]);
  const read = await readPages(paths);
  const source = paths.join(', ');
  const made = await compiled(read, source, options);
  const { root } = await withOverlays(asDocument(made.document, source, []), options);
  return {
    document: root,
    pages: made.pages.length,
    operations: made.groups.reduce((count, { operations }) => count + operations.length, 0),
    findings: await lintPages(made, source, { off, on, ...read }),
  };
}

/**
 * Writes a compiled document as `openapi.yaml`, and its examples as files below `mocks` beside it.
 * @returns the paths of the files
 * @throws InputError `bad-option` where the folder cannot be written
 */
export async function writeCompiled({ document }: CompileResult, folder: string): Promise<readonly string[]> {
  const { withMockFiles } = await import('../pages/index.js');
  const written = withMockFiles(document);
  const files = [{ path: 'openapi.yaml', text: yamlText(written.document) }, ...written.files];
  const paths: string[] = [];
  try {
    for (const { path, text } of files) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
      paths.push(target);
    }
  } catch (cause) {
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: folder },
      cure: 'Check that it is a folder, or can become one, and may be written.',
      cause,
    });
  }
  return paths;
}
