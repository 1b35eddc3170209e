// openapi-backend on Express, as its documentation sets up a mock: requests validated by ajv, responses from the
// document's examples.
import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import express from 'express';
import { OpenAPIBackend } from 'openapi-backend';

const [, , file, port] = process.argv;
const definition = JSON.parse(readFileSync(file, 'utf8'));
const api = new OpenAPIBackend({
  definition,
  // It knows the meta-schema of OpenAPI 3.0 only, and would print what it does not know.
  quick: true,
  // Formats are judged, as by the others.
  customizeAjv: (ajv) => addFormats.default(ajv),
  handlers: {
    validationFail: (context, _request, response) => response.status(400).json({ errors: context.validation.errors }),
    unauthorizedHandler: (_context, _request, response) => response.status(401).json({ error: 'unauthorized' }),
    notFound: (_context, _request, response) => response.status(404).json({ error: 'not found' }),
    notImplemented: (context, _request, response) => {
      const { status, mock } = context.api.mockResponseForOperation(context.operation.operationId);
      response.status(status).json(mock);
    },
  },
});
for (const name of Object.keys(definition.components?.securitySchemes ?? {}))
  api.registerSecurityHandler(name, (context) =>
    String(context.request.headers.authorization ?? '').startsWith('Bearer '),
  );
await api.init();
const application = express();
application.use(express.json());
application.use((request, response) => api.handleRequest(request, request, response));
application.listen(Number(port), '127.0.0.1');
