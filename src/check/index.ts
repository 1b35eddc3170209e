/**
 * Exchanges × contract → result.
 * Takes a Contract and the items of captures; gives outcomes, and tallies them to summary and coverage. May import model and contract.
 * Never reads a capture and never writes a report.
 */
export { judgeCapture, judgeOne } from './judge-capture.js';
export { tallyOf } from './tally.js';
