import { curl } from './curl.js';
import { fetchCall } from './fetch.js';
import type { CopyFormat } from './format.js';
import { http } from './http.js';
import { test } from './test.js';

/** The forms in which an exchange can be copied: a line each. */
export const COPY_FORMATS: readonly CopyFormat[] = [curl, fetchCall, http, test];
