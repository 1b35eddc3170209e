/** `docproof/vitest/reporter`: a reporter of Vitest that adds up what of the contract the tests used. */
export { ContractCoverage as default } from './index.js';
