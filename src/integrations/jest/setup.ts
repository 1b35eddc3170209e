/** `docproof/jest/setup`: for `setupFilesAfterEnv`. */
import { setUp } from './index.js';

setUp();
