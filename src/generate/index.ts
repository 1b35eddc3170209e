/**
 * Bodies for what the document gives no example: plain, random, or an example made whole. Takes a Contract and schemas'
 * pointers; gives JSON values that are valid, bounded in size, and the same for the same seed, or says why there is
 * none. Facts (what all schemas of a place say together) become plans (closures, made once), plans make values. May
 * import model and contract. Never uses an unseeded random number, and no clock but the one it was given.
 */
export type { Obstacle } from './bounds.js';
export { createGenerator, type Generated, type Generator, type GeneratorOptions } from './generator.js';
