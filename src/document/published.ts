/**
 * The text of a published meta-schema of JSON Schema: 2020-12, 2019-09 or draft-07, and their vocabularies. They come
 * with ajv, so that nothing is fetched. Undefined for any other URI.
 */
export async function publishedSchema(uri: string): Promise<string | undefined> {
  if (!/^https?:\/\/json-schema\.org\//.test(uri)) return undefined;
  const { schemas } = uri.includes('/2020-12/')
    ? new (await import('ajv/dist/2020.js')).Ajv2020()
    : uri.includes('/2019-09/')
      ? new (await import('ajv/dist/2019.js')).Ajv2019()
      : new (await import('ajv')).Ajv();
  const found = schemas[uri];
  return found && JSON.stringify(found.schema);
}
