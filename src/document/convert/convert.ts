import { InputError, isObject, type JsonObject, type JsonValue } from '../../model/index.js';

/** The kind of a description. */
export type DescriptionKind = 'openapi' | 'swagger' | 'postman';

/**
 * Detects the format from the content: `openapi`, `swagger`, or `item` and `info.name`. Undefined for other content.
 */
export function kindOf(content: JsonValue): DescriptionKind | undefined {
  if (!isObject(content)) return undefined;
  if (content.openapi !== undefined) return 'openapi';
  if (content.swagger !== undefined) return 'swagger';
  const { info, item } = content;
  return Array.isArray(item) && isObject(info) && typeof info.name === 'string' ? 'postman' : undefined;
}

/**
 * Converts a Swagger 2.0 description or a Postman collection to OpenAPI 3. The converters are loaded with the first
 * such file.
 * @throws InputError `unsupported-version`, or `not-openapi` where the converter cannot read it
 */
export async function convert(content: JsonObject, kind: 'swagger' | 'postman', source: string): Promise<JsonValue> {
  try {
    if (kind === 'postman') {
      const { convertPostman } = await import('./postman/collection.js');
      return convertPostman(content);
    }
    if (content.swagger !== '2.0' && content.swagger !== 2) {
      throw new InputError('unsupported-version', `Swagger ${String(content.swagger)} is not read`, {
        place: { source, pointer: '/swagger' },
        cure: 'Convert it to Swagger 2.0 or OpenAPI 3 first.',
      });
    }
    const { convertSwagger } = await import('./swagger.js');
    return await convertSwagger(content);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new InputError('not-openapi', `cannot be converted to OpenAPI 3: ${detail}`, {
      place: { source },
      cure: 'Correct the file, or convert it yourself and pass the result.',
      cause: error,
    });
  }
}
