import { delayOf } from '../core/mock-options.js';
import { readFaultRule } from '../mock/index.js';
import type { Checks } from '../options/index.js';
import { assertHostName } from '../server/host.js';

export { type MockOptions, settingsOf } from '../core/mock-options.js';

/** Checks of the options whose syntax belongs to the mock or its server. Each throws an InputError `bad-option`. */
export const MOCK_CHECKS: Checks = {
  allowHosts: (value) => Array.isArray(value) && value.map(String).forEach(assertHostName),
  delay: (value) => delayOf(String(value)),
  faults: (value) => Array.isArray(value) && value.map(String).map(readFaultRule),
};
