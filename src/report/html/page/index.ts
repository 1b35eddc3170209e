/**
 * The page of the HTML report, in the browser.
 * Takes the data in its own file; gives elements. May import model, and the types of report.
 * Never makes markup of text, never fetches anything, never stores anything.
 */
export { start } from './start.js';
