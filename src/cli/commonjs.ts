/**
 * What the one large CommonJS file of the package holds, each evaluated when it is first asked for: the library, for
 * `require('docproof')`, and the command line, which starts soonest from one file whose compiled code is kept.
 */
export const library = (): typeof import('../api/index.js') => require('../api/index.js');
export const commandLine = (): typeof import('./run.js') => require('./run.js');
