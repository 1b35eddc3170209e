import express, { type Express } from 'express';
import type { Contract } from '../contract/index.js';

/** What the application tells of itself. */
export interface ApplicationFacts {
  readonly version: string;
}

/** The pages and data beside the API, all under `/_docproof/`. */
export function createApplication(contract: Contract, { version }: ApplicationFacts): Express {
  const application = express();
  application.disable('x-powered-by');
  application.use((_request, response, next) => {
    response.set('Access-Control-Allow-Origin', '*');
    response.set('Cache-Control', 'no-store');
    next();
  });
  application.get('/_docproof/health', (_request, response) => {
    response.json({
      status: 'ok',
      docproof: version,
      document: contract.document.source,
      operations: contract.operations.length,
    });
  });
  application.get('/_docproof/openapi.json', (_request, response) => {
    response.json(contract.document.root);
  });
  application.use((request, response) => {
    response
      .status(404)
      .type('application/problem+json')
      .json({
        type: 'https://docproof.dev/errors#NOT_FOUND',
        title: 'There is no such page',
        status: 404,
        detail: `${request.method} ${request.path} is none of /_docproof/health, /_docproof/openapi.json`,
      });
  });
  return application;
}
