/**
 * What a project needs in order to begin with Docproof, as texts of files.
 * Takes the text of package.json, names of files and a request that was tried; gives files with their texts, and the
 * commands that come next. May import model.
 * Never reads or writes a file.
 */
export { type Manager, managerOf } from './manager.js';
export { type PackageFacts, readPackage } from './package-facts.js';
export { type InitPlan, type PlannedFile, plan } from './plan.js';
export { type Found, type Project, projectOf } from './project.js';
export { starterDocument } from './templates/document.js';
export type { TriedRequest } from './tried-request.js';
