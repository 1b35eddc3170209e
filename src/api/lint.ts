import { relative } from 'node:path';
import { type DocumentFinding, documentRules, lintDocument, nearest } from '../check/index.js';
import { type Contract, createContract } from '../contract/index.js';
import { duplicateMembers, isRemote, originOf } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import {
  countFindings,
  type DescribedRule,
  type Finding,
  type FindingReport,
  fileText,
  InputError,
} from '../model/index.js';
import type { FINDINGS, OptionsOf } from '../options/index.js';
import type { Compiled } from '../pages/index.js';
import { authoredDocument } from './authored-document.js';
import { BUILT_IN_DOCUMENT, isFolder, type LoadOptions, loadContract } from './load-contract.js';
import { asDocument, compiled, type PageFolder, readPages } from './pages.js';
import { VERSION } from './version.js';

/**
 * How a document or pages are judged. `off` lists the ids of rules that stay silent, `on` those of rules that are off
 * by default and are to report.
 */
export interface LintOptions extends LoadOptions, Pick<OptionsOf<typeof FINDINGS>, 'off' | 'on'> {}

const UNRESOLVABLE: DescribedRule = {
  id: 'unresolvable-ref',
  severity: 'error',
  finds: 'A $ref that leads to nothing, or to a file that is missing. The rest of the document is read all the same.',
  example: "`$ref: '#/components/schemas/parcle'`, and only parcel is there.",
};

const VERSION_NUMBER: DescribedRule = {
  id: 'version-number',
  severity: 'error',
  finds: 'A version of OpenAPI that is written as a number: `check` and `mock` refuse such a document.',
  example: '`openapi: 3.1` without quotes, in the place of `openapi: 3.1.0`.',
};

const DUPLICATE_KEY: DescribedRule = {
  id: 'duplicate-key',
  severity: 'error',
  finds:
    'A member that an object of a JSON file has twice: only the last one counts. YAML files with such are refused.',
  example: '`{ "/parcels": { "get": … }, "/parcels": { "post": … } }`.',
};

/** The rules for the reading of a document. */
const READING: readonly DescribedRule[] = [DUPLICATE_KEY, UNRESOLVABLE, VERSION_NUMBER];

/** Ids of the rules that hold OpenAPI documents against themselves. */
export const documentRuleIds: readonly string[] = [...documentRules, ...READING].map(({ id }) => id);

/** Every rule of `lint`: those of pages, then those of documents. */
export async function lintRules(): Promise<readonly DescribedRule[]> {
  const { rules } = await import('../pages/index.js');
  const described: readonly DescribedRule[] = [...rules, ...documentRules, ...READING];
  return described.map(({ id, severity, isOff, finds, example }) => ({
    id,
    severity,
    ...(isOff ? { isOff } : {}),
    finds,
    example,
  }));
}

/**
 * Checks a document against itself, or pages against themselves and each other.
 * @param source path or URL of a document, or a folder of documentation pages, or one page @default the built-in
 * document
 * @throws InputError where it cannot be read, and `bad-option` where `off` or `on` names no rule
 */
export async function lint(source: string = BUILT_IN_DOCUMENT, options: LintOptions = {}): Promise<FindingReport> {
  const { off = [], on = [] } = options;
  await assertRules([...off, ...on]);
  if ((await isFolder(source)) || /\.(?:md|markdown)$/i.test(source)) {
    const read = await readPages([source]);
    return lintPages(await compiled(read, source), source, { off, on, ...read });
  }
  const name = source === BUILT_IN_DOCUMENT ? 'spec/openapi.yaml' : source;
  const faults: InputError[] = [];
  const found: Finding[] = [];
  try {
    const contract = await loadContract(source, { ...options, onFault: (fault) => faults.push(fault) });
    if (!off.includes(DUPLICATE_KEY.id)) for (const each of await duplicateKeys(contract)) found.push(each);
    for (const each of await placed(contract, withoutMissing(contract, lintDocument(contract, off)), ''))
      found.push(each);
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== UNRESOLVABLE.id || off.includes(UNRESOLVABLE.id)) throw error;
    faults.push(error);
  }
  const rules = faults.map((fault) => findingOf(fault, name)).filter(({ rule }) => !off.includes(rule));
  return reportOf(name, { folder: '', pages: 0 }, [...rules, ...found]);
}

/**
 * The findings in compiled pages and in the document that they make.
 * @param source the folders and files, as they were named
 */
export async function lintPages(
  made: Compiled,
  source: string,
  { off = [], on = [], paths, folder }: Pick<LintOptions, 'off' | 'on'> & Pick<PageFolder, 'paths' | 'folder'>,
): Promise<FindingReport> {
  const contract = createContract(asDocument(made.document, source, paths));
  // Example values are already checked against the rows of pages, line by line.
  const silent = [...off, 'example-schema', 'example-placeholder'];
  const ofDocument = await placed(contract, lintDocument(contract, silent), folder);
  const { findingsOf } = await import('../pages/index.js');
  const found = [...findingsOf(made, { off, on }), ...ofDocument];
  return reportOf(source, { folder, pages: made.pages.length }, found);
}

/** @throws InputError `bad-option` */
export async function assertRules(named: readonly string[]): Promise<void> {
  if (named.length === 0) return;
  const rules = await lintRules();
  const ids = rules.map(({ id }) => id);
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown === undefined) return;
  const meant = nearest(unknown, ids);
  throw new InputError('bad-option', `there is no rule ${unknown}`, {
    cure: meant === undefined ? `The rules are ${ids.join(', ')}.` : `Did you mean ${meant}?`,
  });
}

async function reportOf(
  source: string,
  { folder, pages }: { folder: string; pages: number },
  findings: Finding[],
): Promise<FindingReport> {
  const found = new Set(findings.map(({ rule }) => rule));
  return {
    docproof: VERSION,
    source,
    folder,
    pages,
    counts: countFindings(findings),
    rules: (await lintRules())
      .filter(({ id }) => found.has(id))
      .map(({ id, severity, finds }) => ({ id, severity, finds })),
    findings,
  };
}

/** What is in the place of a missing file says nothing. */
function withoutMissing({ document }: Contract, found: readonly DocumentFinding[]): readonly DocumentFinding[] {
  const { missing = [] } = document;
  if (missing.length === 0) return found;
  return found.filter(({ pointer }) => !missing.includes(originOf(document, pointer)?.uri ?? ''));
}

/** Pointers become lines of files. */
async function placed(contract: Contract, found: readonly DocumentFinding[], folder: string): Promise<Finding[]> {
  const pointers = found.flatMap(({ pointer, against }) => [
    pointer,
    ...(against === undefined ? [] : [plain(against)]),
  ]);
  const document = await authoredDocument(contract, pointers);
  const place = (pointer: string): { page: string; line: number; column?: number } => {
    const at = document.locate(pointer);
    if (!at) return { page: contract.document.source, line: 1 };
    const { file, line, column } = at;
    const isBelow = folder !== '' && file.startsWith(`${folder.replace(/\/+$/, '')}/`);
    return { page: isBelow ? file.slice(folder.replace(/\/+$/, '').length + 1) : file, line, column };
  };
  return found.map(({ rule, pointer, message, suggestion, against }) => {
    const { page, line } = against === undefined ? { page: '', line: 0 } : place(plain(against));
    return {
      rule: rule.id,
      severity: rule.severity,
      ...place(pointer),
      message,
      suggestion,
      ...(against === undefined ? {} : { against: { page, line } }),
    };
  });
}

/** Rules of schemas are named by fragments. */
function plain(pointer: string): string {
  return pointer.replace(/^#/, '');
}

/** The files of a document that can be read once more are searched as text: what was read has each name once. */
async function duplicateKeys({ document: { files } }: Contract): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const file of files) {
    if (isRemote(file)) continue;
    const text = fileText(await nodeFiles.read(file));
    for (const { name, line, column } of await duplicateMembers(text))
      found.push({
        rule: DUPLICATE_KEY.id,
        severity: DUPLICATE_KEY.severity,
        page: relative(process.cwd(), file).replaceAll('\\', '/'),
        line,
        column,
        message: `${JSON.stringify(name)} is there twice, and only the last one counts`,
        suggestion: 'Make one of both, or give one another name.',
      });
  }
  return found;
}

/** What was found while the document was read. */
function findingOf({ code, problem, cure, place }: InputError, source: string): Finding {
  const { id, severity } = code === UNRESOLVABLE.id ? UNRESOLVABLE : VERSION_NUMBER;
  return {
    rule: id,
    severity,
    page: place?.source ?? source,
    line: place?.line ?? 1,
    ...(place?.column === undefined ? {} : { column: place.column }),
    message: problem,
    ...(cure === undefined ? {} : { suggestion: cure }),
  };
}
