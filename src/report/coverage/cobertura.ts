import type { AuthoredDocument } from '../../model/index.js';
import type { ReportFormat } from '../format.js';
import { plain } from '../words.js';
import { type Covered, coveredPointers, type FileCoverage, linesOf } from './lines.js';

const DTD = 'http://cobertura.sourceforge.net/xml/coverage-04.dtd';

/**
 * Coverage in Cobertura's XML: files of the document are classes, operations methods, documented things lines; statuses
 * and enumeration members conditions.
 */
export const cobertura: ReportFormat<Covered, 'cobertura', string> = {
  name: 'cobertura',
  extension: 'xml',
  mediaType: 'application/xml',
  write: (covered, { document }) => coberturaOf(covered, document),
  pointers: coveredPointers,
};

function coberturaOf(covered: Covered, document?: AuthoredDocument): string {
  const files = linesOf(covered, document);
  const lines = sharesOf(files.flatMap((file) => file.lines.map(([, hits]) => hits)));
  const branches = sharesOf(files.flatMap((file) => file.branches.flatMap(({ hits }) => hits)));
  const all = ratesOf(files);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!DOCTYPE coverage SYSTEM "${DTD}">`,
    `<coverage ${all} lines-covered="${lines.seen}" lines-valid="${lines.total}" branches-covered="${branches.seen}" branches-valid="${branches.total}" complexity="0" version="1" timestamp="0">`,
    '  <sources><source>.</source></sources>',
    '  <packages>',
    `    <package name="${escaped(covered.document.source)}" ${all} complexity="0">`,
    '      <classes>',
    ...files.flatMap(classOf),
    '      </classes>',
    '    </package>',
    '  </packages>',
    '</coverage>\n',
  ].join('\n');
}

function classOf(file: FileCoverage): string[] {
  const name = escaped(file.file);
  return [
    `        <class name="${name}" filename="${name}" ${ratesOf([file])} complexity="0">`,
    '          <methods>',
    ...file.operations.flatMap(({ name: operation, line, hits }) => {
      const rates = ratesOf([
        { lines: [[line, hits]], branches: file.branches.filter((branch) => branch.line === line) },
      ]);
      return [
        `            <method name="${escaped(operation)}" signature="" ${rates} complexity="0">`,
        `              <lines><line number="${line}" hits="${hits}"/></lines>`,
        '            </method>',
      ];
    }),
    '          </methods>',
    '          <lines>',
    ...file.lines.map(([line, hits]) => lineOf(file, line, hits)),
    '          </lines>',
    '        </class>',
  ];
}

function lineOf({ branches }: FileCoverage, line: number, hits: number): string {
  const { seen, total } = sharesOf(branches.filter((branch) => branch.line === line).flatMap((branch) => branch.hits));
  const conditions =
    total === 0 ? '' : ` branch="true" condition-coverage="${Math.floor((seen / total) * 100)}% (${seen}/${total})"`;
  return `            <line number="${line}" hits="${hits}"${conditions}/>`;
}

function ratesOf(files: readonly Pick<FileCoverage, 'lines' | 'branches'>[]): string {
  const lines = sharesOf(files.flatMap((file) => file.lines.map(([, hits]) => hits)));
  const branches = sharesOf(files.flatMap((file) => file.branches.flatMap(({ hits }) => hits)));
  return `line-rate="${rate(lines)}" branch-rate="${rate(branches)}"`;
}

interface Share {
  readonly seen: number;
  readonly total: number;
}

function sharesOf(hits: readonly number[]): Share {
  return { seen: hits.filter((times) => times > 0).length, total: hits.length };
}

/** Of nothing, all was seen. */
function rate({ seen, total }: Share): string {
  return String(total === 0 ? 1 : Math.round((seen / total) * 10_000) / 10_000);
}

function escaped(text: string): string {
  return plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
