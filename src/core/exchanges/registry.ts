import { axios } from './axios.js';
import { lightMyRequest } from './light-my-request.js';
import { playwright } from './playwright.js';
import type { ClientShape } from './shape.js';
import { supertest } from './supertest.js';
import { undici } from './undici.js';
import { web } from './web.js';

/** The clients whose responses `exchangeOf` takes. The first one that fits reads it: a further one is a line here. */
export const CLIENTS: readonly ClientShape[] = [web, playwright, lightMyRequest, supertest, axios, undici];
