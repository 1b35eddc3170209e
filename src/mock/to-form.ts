import { isContainer, type JsonObject, writeJson } from '../model/index.js';

/** The members as form fields; lists repeat theirs (WHATWG URL §5.2). */
export function toForm(value: JsonObject): string {
  const fields = new URLSearchParams();
  for (const [name, member] of Object.entries(value)) {
    for (const item of Array.isArray(member) ? member : [member])
      fields.append(name, isContainer(item) ? writeJson(item) : String(item));
  }
  return fields.toString();
}
