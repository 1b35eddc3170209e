import { at, isObject, type JsonObject, type JsonValue, setMember } from '../../model/index.js';

/** A payload in a separate file. */
export interface MockFile {
  /** Relative to the document: `mocks/createUser/201.documented.json`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Moves the examples of a document into files, which its `externalValue`s name (OpenAPI 3.1 §4.8.19).
 * @returns the document and the files, in the document's order
 */
export function withMockFiles(document: JsonObject): { document: JsonObject; files: readonly MockFile[] } {
  const files: MockFile[] = [];
  const move = (content: JsonValue | undefined, folder: string, side: string): JsonValue | undefined => {
    if (!isObject(content)) return content;
    return mapMembers(content, (media, type) =>
      isObject(media) && isObject(media.examples)
        ? {
            ...media,
            examples: mapMembers(media.examples, (example, name) => moved(example, `${folder}/${side}.${name}`, type)),
          }
        : media,
    );
  };
  const moved = (example: JsonValue, path: string, type: string): JsonValue => {
    if (!isObject(example) || example.value === undefined) return example;
    const { value, ...rest } = example;
    const isText = typeof value === 'string' && !/[/+]json$/.test(type);
    const file = {
      path: `mocks/${path}.${isText ? 'txt' : 'json'}`,
      text: isText ? value : `${JSON.stringify(value, null, 2)}\n`,
    };
    files.push(file);
    return { externalValue: file.path, ...rest };
  };
  const paths = at(document, '/paths');
  if (!isObject(paths)) return { document, files };
  const written = mapMembers(paths, (item) =>
    isObject(item)
      ? mapMembers(item, (member, name) => {
          if (!isObject(member)) return member;
          if (name !== 'additionalOperations') return withMoved(member, move);
          return mapMembers(member, (operation) => (isObject(operation) ? withMoved(operation, move) : operation));
        })
      : item,
  );
  return { document: { ...document, paths: written }, files };
}

type Move = (content: JsonValue | undefined, folder: string, side: string) => JsonValue | undefined;

function withMoved(operation: JsonObject, move: Move): JsonObject {
  const folder = String(operation.operationId ?? 'operation');
  const { requestBody, responses } = operation;
  return {
    ...operation,
    ...(isObject(requestBody)
      ? { requestBody: { ...requestBody, content: move(requestBody.content, folder, 'request') } }
      : {}),
    ...(isObject(responses)
      ? {
          responses: mapMembers(responses, (response, status) =>
            isObject(response) && response.content !== undefined
              ? { ...response, content: move(response.content, folder, status) }
              : response,
          ),
        }
      : {}),
  };
}

function mapMembers(object: JsonObject, change: (value: JsonValue, name: string) => JsonValue): JsonObject {
  const changed: Record<string, JsonValue | undefined> = {};
  for (const [name, value] of Object.entries(object))
    if (value !== undefined) setMember(changed, name, change(value, name));
  return changed;
}
