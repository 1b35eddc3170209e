import { isKeptFrom, type Shape } from '../../schema/index.js';

/** Members that only the service sets, even where the document forgets to call them readOnly. */
const SERVICES_OWN = /^(?:id|created(?:DateTime|At|On|_at)?|@odata\..*)$/;

/** Whether the service sets a member, or never shows it. */
export function isServices(name: string, shape: Shape | undefined): boolean {
  return SERVICES_OWN.test(name) || isKeptFrom(shape, 'request') || isKeptFrom(shape, 'response');
}
