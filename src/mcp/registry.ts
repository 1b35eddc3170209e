import type { Tool } from './tool.js';
import { checkCapture } from './tools/check-capture.js';
import { coverageGaps } from './tools/coverage-gaps.js';
import { describeOperations } from './tools/describe-operations.js';
import { explain } from './tools/explain.js';
import { clearMockAnswers, mockAnswers, setMockAnswer } from './tools/mock-answers.js';
import { mockExchanges } from './tools/mock-exchanges.js';
import { changeMockState, mockState } from './tools/mock-state.js';

/** Every tool, in the order of lists. */
export const TOOLS: readonly Tool[] = [
  checkCapture,
  explain,
  coverageGaps,
  describeOperations,
  mockExchanges,
  mockAnswers,
  setMockAnswer,
  clearMockAnswers,
  mockState,
  changeMockState,
];
