import { serveShadow } from '../shadow/index.js';
// With the whole library, as a mock has it: chunks of the package would be cut into smaller ones by a thread that needs
// less of them, and each mock would load more files.
import './index.js';

await serveShadow();
