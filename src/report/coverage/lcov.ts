import type { ReportFormat } from '../format.js';
import { plain } from '../words.js';
import { type Covered, coveredPointers, type FileCoverage, linesOf } from './lines.js';

/**
 * Coverage in LCOV's trace format (geninfo(1)): documented things are lines, operations functions; statuses and
 * enumeration members branches.
 */
export const lcov: ReportFormat<Covered, 'lcov', string> = {
  name: 'lcov',
  extension: 'info',
  mediaType: 'text/plain',
  write: (covered, { document }) => linesOf(covered, document).map(record).join(''),
  pointers: coveredPointers,
};

function record({ file, lines, operations, branches }: FileCoverage): string {
  const taken = branches.flatMap(({ hits }) => hits);
  return [
    'TN:docproof',
    `SF:${plain(file)}`,
    ...operations.map(({ name, line }) => `FN:${line},${plain(name)}`),
    ...operations.map(({ name, hits }) => `FNDA:${hits},${plain(name)}`),
    `FNF:${operations.length}`,
    `FNH:${operations.filter(({ hits }) => hits > 0).length}`,
    ...branches.flatMap(({ line, hits }, block) =>
      hits.map((times, branch) => `BRDA:${line},${block},${branch},${times}`),
    ),
    `BRF:${taken.length}`,
    `BRH:${taken.filter((times) => times > 0).length}`,
    ...lines.map(([line, hits]) => `DA:${line},${hits}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(([, hits]) => hits > 0).length}`,
    'end_of_record\n',
  ].join('\n');
}
