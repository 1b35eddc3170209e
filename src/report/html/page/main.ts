import { start } from './index.js';

start(document);
