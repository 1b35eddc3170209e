/** Pages in which nothing is wrong. Tests plant faults in them. */
export { CLEAN_PAGE, CLEAN_TYPE, OTHER_PAGE } from '../../src/explain/sample-pages.js';
