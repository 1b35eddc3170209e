/** `docproof/jest/reporter`: a reporter of Jest that adds up what of the contract the tests used. */
export { ContractCoverage as default } from './index.js';
