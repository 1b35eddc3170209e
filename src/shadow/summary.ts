import { count } from '../model/index.js';
import { reasonOf, type ShadowResult } from './ledger.js';
import { NOT_COMPARED, type NotCompared } from './messages.js';

/** A report of a shadow. @param format by the ending of the file: `.json`, else text */
export function writeShadowReport(result: ShadowResult, format: 'json' | 'text'): string {
  if (format === 'text') return `${shadowSummary(result)}\n${differencesOf(result)}`;
  const used = [...Object.keys(result.reasons), ...Object.keys(result.general)].sort();
  const sentences = Object.fromEntries(used.map((id) => [id, reasonOf(id)]));
  return `${JSON.stringify({ shadow: 'prism', ...result, sentences }, undefined, 2)}\n`;
}

/** The summary as text. */
export function shadowSummary(result: ShadowResult): string {
  const { equal, decided, different, notCompared, prism, off } = result;
  const compared = equal + decided + different;
  return [
    `Shadow of Prism ${prism}: ${count(compared, 'answer')} compared: ${equal} equal, ${decided} decided (≈), ${different} different (≠); ${notCompared} not compared`,
    ...lines(result.reasons, (id, times) => `  ≈ ${times} × ${id}: ${reasonOf(id)}`),
    ...lines(result.general, (id, times) => `  = ${times} × ${id}: ${reasonOf(id)}`),
    ...lines(result.whyNotCompared, (id, times) => `  - ${times} not compared: ${NOT_COMPARED[id as NotCompared]}`),
    ...(off === undefined ? [] : [`  the shadow is off: ${off}`]),
  ].join('\n');
}

function lines(
  counts: Readonly<Record<string, number | undefined>>,
  line: (id: string, times: number) => string,
): string[] {
  return Object.entries(counts).map(([id, times = 0]) => line(id, times));
}

function differencesOf({ differences, notListed }: ShadowResult): string {
  const listed = differences.flatMap(({ operation, target, facts, count: times }) => [
    `≠ ${operation}, ${count(times, 'request')}, first ${target}`,
    ...facts.map(({ what, ours, prism }) => `    ${what}: ${ours} here, ${prism} in Prism`),
  ]);
  const more = notListed > 0 ? [`… and ${count(notListed, 'different answer')} of further kinds`] : [];
  return [...listed, ...more, ''].join('\n');
}
