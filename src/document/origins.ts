import { child, type Pointer, tokensOf } from '../model/index.js';
import type { Document, Origin } from './document.js';

/** Where Swagger 2.0 keeps what OpenAPI 3 keeps in `components`. */
const SWAGGER_SECTIONS = {
  '/components/schemas': '/definitions',
  '/components/parameters': '/parameters',
  '/components/responses': '/responses',
  '/components/securitySchemes': '/securityDefinitions',
} as const;

/** Where the value at `pointer` was written: in the file of the nearest part with an origin, or in the root's file. */
export function originOf(
  { files, origins }: Pick<Document, 'files' | 'origins'>,
  pointer: Pointer,
): Origin | undefined {
  const tokens = tokensOf(pointer);
  for (let length = origins ? tokens.length : 0; length > 0; length -= 1) {
    const origin = origins?.get(tokens.slice(0, length).reduce(child, ''));
    if (origin) return { uri: origin.uri, pointer: tokens.slice(length).reduce(child, origin.pointer) };
  }
  const [root] = files;
  return root === undefined ? undefined : { uri: root, pointer };
}

/** The origins of a converted Swagger 2.0 description. @param origins those of its bundle, before it was converted */
export function swaggerOrigins(uri: string, origins: ReadonlyMap<Pointer, Origin>): Map<Pointer, Origin> {
  const sections = Object.entries(SWAGGER_SECTIONS).map(([pointer, written]): [Pointer, Origin] => [
    pointer,
    { uri, pointer: written },
  ]);
  return new Map([...sections, ...origins]);
}
