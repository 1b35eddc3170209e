import { dateTime, dayOf, future, past, timeOf } from './dates.js';
import { type GenerationRun, personOf } from './run.js';

type Text = (run: GenerationRun, owner: readonly string[]) => string;
type Numeral = (run: GenerationRun, owner: readonly string[]) => number;

const PEOPLE = new Set(['user', 'person', 'people', 'employee', 'author', 'member', 'contact', 'customer', 'manager']);
const PEOPLES_NAMES = [
  'owner',
  'assignee',
  'creator',
  'reviewer',
  'recipient',
  'sender',
  'guest',
  'patient',
  'student',
];
for (const word of PEOPLES_NAMES) PEOPLE.add(word);

const isPerson = (words: readonly string[]): boolean => words.some((word) => PEOPLE.has(word.replace(/s$/, '')));

const uuid: Text = ({ faker }) => faker.string.uuid();
const fullName: Text = (run) => `${personOf(run).first} ${personOf(run).last}`;
const email: Text = (run) => `${personOf(run).handle}@example.com`;
const handle: Text = (run) => personOf(run).handle;
const url: Text = ({ faker, random }) => `https://example.com/${slugOf(faker.word.noun())}/${random.int(1, 999)}`;
const city: Text = ({ faker }) => faker.location.city();
const country: Text = ({ faker }) => faker.location.country();
const countryCode: Text = ({ faker }) => faker.location.countryCode();
const state: Text = ({ faker }) => faker.location.state();
const ip: Text = ({ faker }) => faker.internet.ipv4();
const phone: Text = ({ random }) => `+1 ${random.int(201, 989)} 555 01${String(random.int(0, 99)).padStart(2, '0')}`;
const sentence: Text = ({ faker }) => faker.hacker.phrase();
const title: Text = (run) => capital(phrase(run));
const product: Text = ({ faker }) => faker.commerce.productName();
const company: Text = ({ faker }) => faker.company.name();
const slug: Text = (run) => slugOf(phrase(run));
const hex =
  (length: number): Text =>
  ({ faker }) =>
    faker.string.hexadecimal({ length, casing: 'lower', prefix: '' });
const token: Text = ({ faker }) => faker.string.alphanumeric(32);
const hostname: Text = ({ faker }) => `${slugOf(faker.word.noun())}.example.com`;
const isoPast: Text = (run) => dateTime(past(run, 30));
const isoFuture: Text = (run) => dateTime(future(run, 90));

/** A name is a person's, a company's or a thing's: its owner tells. */
const nameOf: Text = (run, owner) => (isPerson(owner) ? fullName(run, owner) : title(run, owner));

const constant =
  (...values: readonly string[]): Text =>
  ({ random }) =>
    random.pick(values) ?? '';

/** Browsers of today, as they name themselves. */
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
];

/** How texts look by the end of their name, as `wordsOf` splits it. Of several endings the longest counts. */
export const NAMED_TEXTS: ReadonlyMap<string, Text> = table<Text>([
  ['email|mail|email address|mail address|e mail', email],
  ['principal name|upn|user principal name|alternate sign in name|sign in name|login hint', email],
  ['service principal name|app name|application name|app display name|resource display name|client app', product],
  ['login|username|user name|nick name|nickname|mail nickname|handle|account name', handle],
  ['user display name|full name|user full name|author|creator|owner name|contact name', fullName],
  ['display name|name|label', nameOf],
  ['given name|first name|forename', (run) => personOf(run).first],
  ['surname|last name|family name', (run) => personOf(run).last],
  ['middle name', ({ faker }) => faker.person.middleName()],
  [
    'company|company name|issuer name|provider|organization|organisation|organization name|vendor|employer|manufacturer',
    company,
  ],
  ['department', ({ faker }) => faker.commerce.department()],
  ['job title|position', ({ faker }) => faker.person.jobTitle()],
  ['gender', ({ faker }) => faker.person.sex()],
  ['phone|phone number|mobile|mobile phone|telephone|fax|fax number|cell', phone],
  [
    'street|street address|address line 1|address line1|address1|address',
    ({ faker }) => faker.location.streetAddress(),
  ],
  ['city|town|locality|city name', city],
  ['state|province|region name', state],
  [
    'region|geo region',
    ({ faker, random }) => random.pick(['us-east', 'eu-west', 'ap-south']) ?? faker.location.state(),
  ],
  ['country|country name', country],
  ['country code|country or region|country iso|iso country', countryCode],
  ['postal code|zip|zip code|postcode', ({ faker }) => faker.location.zipCode('#####')],
  ['time zone|timezone', ({ faker }) => faker.location.timeZone()],
  ['locale|language tag|preferred language', constant('en-US', 'de-DE', 'fr-FR', 'ja-JP')],
  ['language|language code', constant('en', 'de', 'fr', 'es', 'ja')],
  ['currency|currency code', ({ faker }) => faker.finance.currencyCode()],
  ['ip|ip address|ipv4|ip addr|remote address|client ip', ip],
  ['ipv6|ipv6 address', ({ faker }) => faker.internet.ipv6()],
  ['cidr|ip range|subnet', (run, owner) => `${ip(run, owner).replace(/\.\d+$/, '.0')}/24`],
  ['mac|mac address', ({ faker }) => faker.internet.mac()],
  ['host|hostname|host name|domain|domain name|fqdn|server name', hostname],
  ['url|uri|href|link|web url|website|homepage|self|next link|blog|avatar|avatar url|image|image url|photo|logo', url],
  ['id|uuid|guid|identifier|object id|tenant id|correlation id|request id|session id|trace id', uuid],
  ['node id|sid', token],
  ['@odata type|odata type', phrase],
  ['odata context', () => 'https://example.com/v1.0/$metadata'],
  ['etag|e tag|odata etag', (run, owner) => `W/"${hex(16)(run, owner)}"`],
  ['sha|commit sha|sha1|commit', hex(40)],
  ['hash|digest|checksum|sha256|fingerprint|thumbprint', hex(64)],
  ['token|access token|refresh token|secret|api key|client secret|nonce|cursor|delta link', token],
  ['password|passphrase', ({ faker }) => faker.internet.password({ length: 14 })],
  ['user agent|agent', constant(...AGENTS)],
  [
    'auth method|authentication method|method detail',
    constant('Password', 'Authenticator app', 'Security key', 'Text message'),
  ],
  ['browser|browser name', constant('Edge 124.0', 'Chrome 124.0', 'Firefox 125.0', 'Safari 17.4')],
  ['operating system|os|platform|os name', constant('Windows 11', 'macOS 14', 'Ubuntu 24.04', 'iOS 17', 'Android 14')],
  ['client app used', constant('Browser', 'Mobile Apps and Desktop clients')],
  ['mime type|content type|media type', ({ faker }) => faker.system.mimeType()],
  ['file name|filename|file', ({ faker }) => faker.system.commonFileName()],
  ['path|file path|directory', ({ faker }) => faker.system.filePath()],
  ['version|app version|client version', ({ faker }) => faker.system.semver()],
  [
    'description|detail|details|additional details|message|reason|comment|comments|note|notes|failure reason|remarks',
    sentence,
  ],
  ['text|body|content|summary|abstract|bio|about', sentence],
  ['title|subject|headline|heading|topic', title],
  ['slug|key|alias|tag|category|scope|role|group|type name|permission', slug],
  ['color|colour', ({ faker }) => faker.color.rgb()],
  ['price|amount|cost|total', ({ faker }) => faker.commerce.price()],
  [
    'sku|product code|isbn|barcode|serial number',
    ({ faker }) => faker.string.alphanumeric({ length: 10, casing: 'upper' }),
  ],
  ['iban|account number', ({ faker }) => faker.finance.iban()],
  ['latitude|lat', ({ faker }) => String(faker.location.latitude())],
  ['longitude|lng|lon', ({ faker }) => String(faker.location.longitude())],
  ['date time|datetime|timestamp|at|created|updated|modified|last modified|since|time stamp', isoPast],
  ['expiration date time|expiry date time|end date time|due date time|expires at|valid until|until|expires', isoFuture],
  ['date|day|on', (run) => dayOf(past(run, 30))],
  ['birthday|birth date|date of birth|dob', (run) => dayOf(past(run, 365 * 60) - 18 * 365 * 86_400_000)],
  ['time|time of day', (run) => timeOf(past(run, 1))],
  ['duration', ({ random }) => `PT${random.int(1, 90)}M`],
]);

/** How numbers look by the end of their name. They still have to fit their bounds. */
export const NAMED_NUMBERS: ReadonlyMap<string, Numeral> = table<Numeral>([
  ['latitude|lat', ({ faker }) => faker.location.latitude({ precision: 4 })],
  ['longitude|lng|lon', ({ faker }) => faker.location.longitude({ precision: 4 })],
  ['altitude|elevation', ({ random }) => random.int(0, 2_500)],
  ['price|amount|cost|total|balance|fee|subtotal|salary', ({ random }) => random.int(100, 99_999) / 100],
  ['age', ({ random }) => random.int(18, 90)],
  ['year', (run) => new Date(run.now).getUTCFullYear() - run.random.int(0, 10)],
  ['month', ({ random }) => random.int(1, 12)],
  ['day', ({ random }) => random.int(1, 28)],
  ['hour|hours', ({ random }) => random.int(0, 23)],
  ['minute|minutes|second|seconds', ({ random }) => random.int(0, 59)],
  ['port', ({ random }) => random.int(1_024, 65_535)],
  ['percent|percentage|progress', ({ random }) => random.int(0, 100)],
  ['rating|stars|score', ({ random }) => random.int(1, 5)],
  ['count|quantity|number of items|followers|following|comments', ({ random }) => random.int(0, 250)],
  ['size|length|bytes', ({ random }) => random.int(1_000, 5_000_000)],
  ['milliseconds|ms|latency|duration', ({ random }) => random.int(20, 3_000)],
  ['width|height', ({ random }) => random.int(1, 20) * 100],
  ['status code|http status', ({ random }) => random.pick([200, 201, 204, 400, 404]) ?? 200],
  ['error code', ({ random }) => random.pick([0, 0, 50_053, 50_126, 50_140]) ?? 0],
  ['page', ({ random }) => random.int(1, 20)],
  ['id', ({ random }) => random.int(1_000, 9_999_999)],
  ['at|timestamp|epoch|unix time', (run) => Math.floor(past(run, 30) / 1_000)],
]);

function table<T>(rows: readonly (readonly [endings: string, value: T])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([endings, value]) => endings.split('|').map((ending) => [ending, value] as const)));
}

/** Two words that say nothing. */
export function phrase({ faker }: GenerationRun): string {
  return `${faker.word.adjective()} ${faker.word.noun()}`;
}

function slugOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z\d]+/g, '-');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
