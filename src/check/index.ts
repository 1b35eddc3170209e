/**
 * Exchanges × contract → result.
 * Takes a Contract and exchanges; gives outcomes, and enters them in a ledger: summary, coverage, faults. May import
 * model and contract.
 * Never reads a capture and never writes a report.
 */

export { type Baseline, baselineOf, unacceptedOf } from './baseline.js';
export { type CompareOptions, type Comparer, newComparer } from './compare/compare.js';
export { addCounts, type Counts, type CoverageCounter, countCoverage, noCounts } from './coverage/counter.js';
export { mergeRuns, sumOf } from './coverage/merge.js';
export { type Drift, type DriftOptions, newDrift, type Proposal } from './drift/index.js';
export { evidenceOf } from './evidence.js';
export { faultKey } from './fault-key.js';
export { MAX_FAULTS } from './faults.js';
export { createExaminer, type Examined, type Examiner, judgeOne } from './judge-one.js';
export { type Ledger, openLedger, ruleAt } from './ledger.js';
export { documentRules, lintDocument } from './lint/lint.js';
export type { DocumentFinding } from './lint/rule.js';
export { createSampleJudge, type SampleJudge } from './lint/sample-judge.js';
export { nearest } from './lint/spelling.js';
export { type ItemExaminer, inThisThread, itemExaminer } from './run/in-thread.js';
export { type PackedResult, resultPacker, type Unpack } from './run/packed-result.js';
export { type Examination, type ExaminedPart, type Executor, type RunSettings, resultsIn } from './run/port.js';
export { type CheckRules, capturePolicyOf, policyOf, rulesIn } from './run/rules.js';
export { type RunOptions, runCheck } from './run/run-check.js';
export { type Demands, runVerdictOf, stoppedVerdict } from './run-verdict.js';
export type { BlockTraces } from './sums/block-sequence.js';
export { allRoom, type Room } from './sums/part.js';
export { type PackedSummed, type SumPacker, sumPacker } from './sums/sum.js';
export { type BlockItem, type BlockPacker, blockPacker, type PackedTraces, type Summing } from './sums/summing.js';
export { type TracesSum, traceReader } from './sums/traces.js';
