/**
 * Docproof as a library: one file a use, each wiring the core to Node.
 * Takes paths, URLs, exchanges and options; gives contracts, handlers, servers and results. May import everything but
 * cli. Never ends the process, and writes to the console only where `observe` is asked to warn.
 */

export { type CaptureFormat, exchangeLine } from '../captures/index.js';
export type { Contract, Leniency, Operation, RedactOptions } from '../contract/index.js';
export {
  type ContractOptions,
  type CoreMockOptions,
  createContract,
  exchangeOf,
  type Failed,
  type FetchHandler,
  fetchHandler,
  type GivenRequest,
  isFail,
  isPass,
  type JudgeOptions,
  judge,
  type Passed,
} from '../core/index.js';
export type { ExchangeDetail } from '../feed/index.js';
export type { AnswerOverride, Answers, PendingAnswer } from '../mock/index.js';
export {
  type AcceptedFault,
  type Body,
  type CaptureItem,
  type Comparison,
  type Coverage,
  count,
  type DescribedRule,
  ExactNumber,
  type Exchange,
  type Fault,
  type Finding,
  type FindingCounts,
  type FindingReport,
  type FindingRule,
  type FindingSeverity,
  findingSeverities,
  type Headers,
  InputError,
  type InputErrorCode,
  type Judgement,
  type MergedCoverage,
  type Outcome,
  type OutcomeRecord,
  type OutOfScope,
  outcomeRecord,
  type Provenance,
  printable,
  type RequestMessage,
  type ResponseMessage,
  type Result,
  readJson,
  type SelftestResult,
  type Unread,
  type ViolationRecord,
  writeJson,
} from '../model/index.js';
export {
  type ComparisonFormatName,
  type CoverageFormatName,
  type FindingFormatName,
  findingsVerdict,
  type ReportFormatName,
  type ReportLines,
  type SelftestFormatName,
} from '../report/index.js';
export type { Defect } from '../schema/index.js';
export type {
  CallbackOutcome,
  MockHandler,
  ProxiedExchange,
  RecordingState,
  RunningServer,
  TlsFiles,
} from '../server/index.js';
export { openStore, type Store } from '../store/index.js';
export { borrowedStore, lendStore } from '../store/shared.js';
export type { Answered } from './answered.js';
export { type AcceptOptions, loadBaseline, updateBaseline } from './baseline.js';
export {
  type Bundled,
  bundle,
  bundleIn,
  bundleModule,
  type Loss,
  type ModuleText,
  type WrittenVersion,
} from './bundle.js';
export { type CaptureSourceOptions, captureSize, readCaptures } from './captures.js';
export { type CaptureOptions, type CheckOptions, checkCapture, checkExchange } from './check.js';
export { type CompareDocumentsOptions, compareDocuments } from './compare.js';
export { type CompileOptions, type CompileResult, compile, writeCompiled } from './compile.js';
export {
  type CheckConfig,
  type Config,
  type LintConfig,
  loadConfig,
  type MockConfig,
  type RedactConfig,
  type SuiteConfig,
} from './config.js';
export { mergeCoverage } from './coverage.js';
export type { ExchangeFilter, ExchangeSource } from './feed.js';
export type { FleetEvent, QueueOptions } from './fleet.js';
export { type FleetWorker, type FleetWorkerOptions, startFleetWorker, type WorkerEvent } from './fleet-worker.js';
export { type LintOptions, lint, lintRules } from './lint.js';
export { BUILT_IN_DOCUMENT, type LoadOptions, loadContract, type UnmatchedAction } from './load-contract.js';
export {
  type HandlerOptions,
  type ListenOptions,
  mock,
  type RunningMock,
  type SettableAnswers,
  startMock,
} from './mock.js';
export type { MockOptions } from './mock-options.js';
export type { Findings } from './observe/findings.js';
export { type Observer, observe } from './observe/observe.js';
export { type FetchService, type ObservedFetch, observeFetch } from './observe/observe-fetch.js';
export type { ObserveMode, ObserveOptions } from './observe/options.js';
export { type ProxyOptions, type RunningProxy, startProxy } from './proxy.js';
export { createRecorder, type Recordable, type Recorder, type RecorderOptions } from './recorder.js';
export { type RedactedCapture, type RedactingOptions, redactCapture } from './redact.js';

export { type SelftestOptions, selftest } from './selftest.js';
export { type Suggestion, type SuggestOptions, suggestOverlay } from './suggest.js';
export { VERSION } from './version.js';
export { type WatchListeners, watchContract } from './watch.js';
export {
  comparisonFormatNames,
  comparisonFormatOf,
  coverageFormatNames,
  findingFormatNames,
  pointsIntoDocument,
  reportFormatNames,
  reportLines,
  selftestFormatNames,
  showsEvidence,
  type WriteOptions,
  writeComparison,
  writeCoverage,
  writeFindings,
  writeReport,
  writeSelftest,
} from './write-report.js';
