/**
 * The ports through which the core meets the world, and Node's side of them.
 * Takes paths and URLs, gives bytes; gives time and ids. The types may be imported anywhere, Node's side only by api
 * and cli. Never interprets what it reads.
 */
export { systemSources } from './clock.js';
export { type FoundFiles, findFiles, isRemoteObject } from './find-files.js';

export { asInputError, filesWith, nodeFiles, openRandomAccess, readTexts } from './node-files.js';
export { isAddress, paths, type SystemPaths, systemPaths } from './paths.js';
export type { Files } from './ports.js';
export { pseudonyms } from './pseudonyms.js';
export type { RecordingFile } from './recording-file.js';

export { watchFiles } from './watch-files.js';
export { type Occupant, occupantOf, writeNew } from './write-new.js';
export { writeWhole } from './write-whole.js';
