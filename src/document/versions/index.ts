/**
 * An OpenAPI description in another version of OpenAPI 3, and what that version cannot say.
 * Takes a root whose references are all local; gives another one. Loaded when a version is asked for.
 */
export { convertVersion, type InVersion } from './convert-version.js';
export { type Loss, WRITTEN_VERSIONS, type WrittenVersion } from './loss.js';
