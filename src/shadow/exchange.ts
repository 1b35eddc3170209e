import type { CompiledOperation, Contract, MediaContent } from '../contract/index.js';
import { isFormType, isMultipartType, type MediaType, parseMediaType } from '../http/index.js';
import {
  at,
  type Headers,
  headerValue,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
} from '../model/index.js';
import { schemasAt } from './schemas.js';
import type { Reported, Side } from './side.js';

/** A request as the shadow sees it. Plain data: it crosses threads. */
export interface WireCall {
  /** Upper case. */
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  readonly headers: Headers;
  /** After its content coding; undefined if none exists. */
  readonly body?: string | Uint8Array;
}

/** Settings of the mock on which answers depend. */
export interface ShadowSettings {
  readonly cors: boolean;
  readonly dynamic: boolean;
  readonly errors: boolean;
  readonly ignoreExamples: boolean;
  readonly seed?: string | undefined;
}

/** What recognisers of decided differences may ask of an exchange: the request, both answers and the document. */
export class Exchange {
  readonly call: WireCall;
  readonly ours: Side;
  readonly prism: Side;
  readonly settings: ShadowSettings;
  readonly #contract: Contract;
  #compiled: CompiledOperation | undefined | null = null;

  constructor(
    contract: Contract,
    settings: ShadowSettings,
    call: WireCall,
    sides: { readonly ours: Side; readonly prism: Side },
  ) {
    this.#contract = contract;
    this.settings = settings;
    this.call = call;
    this.ours = sides.ours;
    this.prism = sides.prism;
  }

  get contract(): Contract {
    return this.#contract;
  }

  get root(): JsonObject {
    return this.#contract.document.root;
  }

  /** The documented operation; undefined if none exists. */
  get compiled(): CompiledOperation | undefined {
    if (this.#compiled === null) {
      const match = this.#contract.matcher.matchTarget(this.call.method, this.call.target);
      this.#compiled = match.operation ? this.#contract.compile(match.operation) : undefined;
    }
    return this.#compiled;
  }

  /** The path without the query. */
  get path(): string {
    return this.call.target.split('?', 1)[0] ?? '';
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.call.target.split('?').slice(1).join('?'));
  }

  header(name: string): string | undefined {
    return headerValue(this.call.headers, name);
  }

  /** The media type of the request's body. */
  get type(): MediaType | undefined {
    return parseMediaType(this.header('content-type') ?? '');
  }

  get isForm(): boolean {
    return this.type !== undefined && isFormType(this.type);
  }

  get isMultipart(): boolean {
    return this.type !== undefined && isMultipartType(this.type);
  }

  get bodyText(): string {
    const { body = '' } = this.call;
    return typeof body === 'string' ? body : new TextDecoder().decode(body);
  }

  /** The fields of a form. */
  get form(): URLSearchParams {
    return new URLSearchParams(this.bodyText);
  }

  /** The request's body, where it is JSON. */
  get bodyValue(): JsonValue | undefined {
    try {
      return JSON.parse(this.bodyText);
    } catch {
      return undefined;
    }
  }

  /** What the request prefers, and what the mock is told, as Prism reads it. */
  prefers(name: 'code' | 'dynamic' | 'example'): string | undefined {
    const prefer = this.header('prefer');
    if (prefer === undefined) return this.query.get(`__${name}`) ?? undefined;
    const found = new RegExp(`(?:^|[,;])\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^",;]*))`, 'i').exec(prefer);
    return found?.[1] ?? found?.[2]?.trim();
  }

  get isDynamic(): boolean {
    const wish = this.prefers('dynamic');
    return wish === undefined ? this.settings.dynamic : wish === 'true';
  }

  /** A documented parameter; a name in `header` in any letter case. */
  parameter(place: string, name: string): Located | undefined {
    const isSame = (documented: JsonValue | undefined): boolean =>
      documented === name ||
      (place === 'header' && String(documented).toLowerCase() === name.toLowerCase()) ||
      encodeURI(String(documented)) === name;
    return this.parameters(place).find(({ node }) => isSame(own(node, 'name')));
  }

  parameters(place: string): readonly Located[] {
    return this.compiled?.operation.parameters.filter(({ node }) => own(node, 'in') === place) ?? [];
  }

  /** The schemas that hold for the place of a violation of the request: of a parameter, or inside the body. */
  schemasFor({ place }: Reported): readonly JsonObject[] {
    const [part = '', ...path] = place.split('/');
    if (part === 'body') return this.bodySchemas(path);
    const [name = '', ...rest] = path;
    const schema = own(this.parameter(part, name)?.node ?? {}, 'schema');
    return schemasAt(this.root, schema, rest);
  }

  /** The schemas that hold for a place in the request's body. */
  bodySchemas(path: readonly string[]): readonly JsonObject[] {
    return schemasAt(this.root, own(this.requestMedia?.node ?? {}, 'schema'), path);
  }

  /** The Media Type Object of the request's body: the one of its type, or the only one. */
  get requestMedia(): Located | undefined {
    const content = this.compiled?.requestContent;
    if (!content) return undefined;
    const best = this.type && content.bestFor(this.type);
    return best ?? (content.keys[0] === undefined ? undefined : content.get(content.keys[0]));
  }

  /** The documented responses whose status is that of ours: `200`, `2XX`, `default`. */
  get response(): Located | undefined {
    const responses = this.compiled?.operation.responses;
    const { status } = this.ours;
    return (
      responses?.get(String(status)) ?? responses?.get(`${String(status).slice(0, 1)}XX`) ?? responses?.get('default')
    );
  }

  /** The keys of its `content`. */
  get responseTypes(): readonly string[] {
    const content = own(this.response?.node ?? {}, 'content');
    return isObject(content) ? Object.keys(content) : [];
  }

  /** The documented media type of our answer. */
  get responseContent(): MediaContent | undefined {
    const type = parseMediaType(this.ours.type);
    const { response, compiled } = this;
    return type && response && compiled?.responseContent(response).bestFor(type);
  }

  /** Its Media Type Object. */
  get responseMedia(): JsonObject | undefined {
    return this.responseContent?.node;
  }

  /** The schemas that hold for a place of our answer's body. */
  responseSchemas(pointer: string): readonly JsonObject[] {
    const path = pointer.split('/').slice(1);
    return schemasAt(this.root, own(this.responseMedia ?? {}, 'schema'), path);
  }

  /** Whether both refuse the request for the same error, among others. */
  get isSameRefusal(): boolean {
    const places = ({ violations }: Side) =>
      new Set(violations.filter((each) => each.in === 'request' && each.isError).map(({ place }) => place));
    const [own, theirs] = [places(this.ours), places(this.prism)];
    return [...own].some((place) => theirs.has(place));
  }

  /** The security requirements of the operation. */
  get security(): readonly JsonObject[] {
    const { operation } = this.compiled ?? {};
    const listed = operation && (own(operation.node, 'security') ?? own(this.root, 'security'));
    return Array.isArray(listed) ? listed.filter(isObject) : [];
  }

  /** The schemes that these name; undefined for a name that nothing describes. */
  get schemes(): readonly (JsonObject | undefined)[] {
    return this.security.flatMap((requirement) =>
      Object.keys(requirement).map((name) => {
        const schemes = at(this.root, '/components/securitySchemes');
        const scheme = isObject(schemes) ? own(schemes, name) : undefined;
        return this.#contract.resolve(scheme, `/components/securitySchemes/${name}`)?.node;
      }),
    );
  }
}
