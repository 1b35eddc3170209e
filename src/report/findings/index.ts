import type { FindingReport } from '../../model/index.js';
import type { ReportOptions } from '../format.js';
import { findingsGithub } from './github.js';
import { findingsHtml } from './html.js';
import { findingsSarif } from './sarif.js';
import { findingsText } from './text.js';

type FindingFormat = (report: FindingReport, options: Pick<ReportOptions, 'color'>) => string;

const FORMATS = {
  text: findingsText,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  sarif: findingsSarif,
  github: findingsGithub,
  html: findingsHtml,
} as const satisfies Record<string, FindingFormat>;

/** The names of the formats of findings. */
export type FindingFormatName = keyof typeof FORMATS;

/** Every format of findings, the default first. */
export const findingFormatNames: readonly FindingFormatName[] = ['text', 'json', 'sarif', 'github', 'html'];

/** Writes findings in a format. `findings.schema.json` describes the JSON. @param options @default no colour */
export function writeFindings(
  format: FindingFormatName,
  report: FindingReport,
  options: Partial<ReportOptions> = {},
): string {
  return FORMATS[format](report, { color: false, ...options });
}
