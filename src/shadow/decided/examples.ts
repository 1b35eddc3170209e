import { child, isObject, type JsonObject, type JsonValue, own, sameJson } from '../../model/index.js';
import type { Exchange } from '../exchange.js';

/** The values of the examples of a media type, in the order of the document. */
export function examplesOf(media: JsonObject, exchange: Exchange): (JsonValue | undefined)[] {
  const examples = own(media, 'examples');
  const named = isObject(examples) ? Object.values(examples) : [];
  const values = named.map((example) => own(exchange.contract.resolve(example, '')?.node ?? {}, 'value'));
  const single = own(media, 'example');
  return single === undefined ? values : [single, ...values];
}

/** Whether a body is a documented example. */
export function isExample(value: JsonValue | undefined, exchange: Exchange): boolean {
  const media = exchange.responseMedia;
  return media !== undefined && examplesOf(media, exchange).some((example) => sameJson(example, value));
}

/** Whether Prism's body is what it sends for an error: a problem, the documented example, or a sample where none is. */
export function isUsualError(exchange: Exchange): boolean {
  const { prism, responseMedia } = exchange;
  if (prism.problem !== undefined || isExample(prism.value, exchange)) return true;
  return (
    responseMedia !== undefined &&
    examplesOf(responseMedia, exchange).length === 0 &&
    isObject(prism.value) &&
    Object.keys(prism.value).every((name) => exchange.responseSchemas(child('', name)).length > 0)
  );
}
