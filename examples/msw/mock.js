import { createContract, handlers } from 'docproof/msw';
import { setupWorker } from 'msw/browser';
import document from './openapi.json';

export const start = async () => setupWorker(...handlers(await createContract(document), { baseUrl: '/api' })).start();
