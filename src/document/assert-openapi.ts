import { InputError, isObject, type JsonValue } from '../model/index.js';
import { dialectOfVersion, versionList } from '../schema/dialects/index.js';
import { isOpenApiRoot, type OpenApiRoot } from './document.js';

/** @throws InputError if the content is not an OpenAPI 3.x description with paths */
export function assertOpenApi(content: JsonValue, source: string): asserts content is OpenApiRoot {
  const place = { source };
  if (!isObject(content)) {
    throw new InputError('not-openapi', 'this is not an OpenAPI description: its root is not an object', {
      place,
      cure: 'Pass an OpenAPI 3, Swagger 2.0 or Postman file in YAML or JSON.',
    });
  }
  if (content.openapi === undefined) {
    throw new InputError('not-openapi', 'this is not an OpenAPI description: it has no "openapi" member', {
      place,
      cure: 'Pass an OpenAPI 3, Swagger 2.0 or Postman file. One of OpenAPI has a line such as "openapi: 3.1.0".',
    });
  }
  if (typeof content.openapi !== 'string' || dialectOfVersion(content.openapi) === undefined) {
    const isText = typeof content.openapi === 'string';
    const problem = isText ? `OpenAPI ${String(content.openapi)} is not read` : 'the version must be text';
    throw new InputError('unsupported-version', problem, {
      place: { source, pointer: '/openapi' },
      cure: `Versions ${versionList()} are read. Write it whole and in quotes: openapi: "3.1.0".`,
    });
  }
  if (!isOpenApiRoot(content)) {
    throw new InputError('not-openapi', '"info" and "paths" must be objects', {
      place,
      cure: 'Write at least info: { title: …, version: … }, and each path below paths.',
    });
  }
}
