/** RFC 3339 §5.6, with the ranges of §5.7 as far as they do not depend on each other. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** RFC 3339 appendix A: no unit is passed over, and weeks have no other beside them. */
const DAYS = String.raw`\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?`;
const HOURS = String.raw`T(?:\d+S|\d+M(?:\d+S)?|\d+H(?:\d+M(?:\d+S)?)?)`;
const DURATION = new RegExp(String.raw`^P(?:\d+W|${HOURS}|(?:${DAYS})(?:${HOURS})?)$`);

/** `T` between date and time, and an offset with a colon: ajv-formats does without either. */
export function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && isDay(text) && isSecond(text.slice(11));
}

/** A time of day with its offset (RFC 3339 §5.6, `full-time`). */
export function isTime(text: string): boolean {
  return TIME.test(text) && isSecond(text);
}

/** Whether a text is a duration (RFC 3339 appendix A). */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** Whether the month has that day. */
function isDay(date: string): boolean {
  const day = Number(date.slice(8, 10));
  if (day <= 28) return true;
  const month = Number(date.slice(5, 7));
  if (month !== 2) return day <= 30 || ![4, 6, 9, 11].includes(month);
  const year = Number(date.slice(0, 4));
  return day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** A leap second is the last of a day in UTC. */
function isSecond(time: string): boolean {
  if (time[6] !== '6') return true;
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  const [, sign, offset = '00:00'] = /([+-])([\d:]+)$/.exec(time) ?? [];
  const local = minutes(time);
  return (((sign === '-' ? local + minutes(offset) : local - minutes(offset)) % 1440) + 1440) % 1440 === 1439;
}
