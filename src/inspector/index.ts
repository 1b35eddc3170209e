/**
 * The browser's side of Docproof: the inspector of a running server, and the page of the HTML report.
 * Takes what the pages under `/_docproof/` give, or the data in a report's own file; gives elements.
 * `components/` is what both use, `live/` shows a server, `report/` a finished check. The build bundles them.
 * Never makes markup of text, never asks another server than its own, never stores anything.
 */
export type { App } from './live/model/app.js';
