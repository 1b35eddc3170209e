import { describe, expect, test } from 'vitest';
import {
  plainRedactor,
  redactContent,
  redactField,
  redactMembers,
  redactText,
  redactUrl,
} from '../../src/redact/index.js';

const SECRET = 'hunter2hunter2';
const KEY = '9f8e7d6c5b4a39281706f5e4d3c2b1a0';

const SECRETS = `password api.key apiKey APIKey api_key_2 apikey1 token1 token-2 access.token sshKey SSHKey ssh_key auth
  basicAuth private_key_pem privateKeyPem private.key.pem secretValue client.secret refreshToken2 passwordConfirmation
  tokenValue pgpKey deployKey recoveryCodes deviceCode seedPhrase userCredential1 X-Acme-Signature
  credential credentials creds pass userPass userpass dbpass pwd pswd wifi_pswd psk`.split(/\s+/);

const PLAIN = `tokenCount tokens.used total_tokens max_output_tokens tokenLimit passwordPolicy passwordLength
  passwordFile token_path passwordChangedAt last_password_change hasPassword requiresPassword authorName author
  authority authorize authenticated authType authUrl keyboard keyword key keys primaryKey publicKey ssh_public_key
  monkey passenger passport passed passes bypass compass credit accredited incredible authenticator secretary sessionCount patient pattern pin1 fa oauth auth0Domain nextPageToken
  @odata.deltaToken password.policy.min token.type tokenize emailSignature signatureRequest`.split(/\s+/);

describe('a name', () => {
  test.each(SECRETS)('The member %s holds a secret, in JSON, in a form and in a list of names and values', (name) => {
    expect(redactMembers({ a: [{ [name]: SECRET }] })).toEqual({ a: [{ [name]: '[redacted]' }] });
    expect(redactContent(plainRedactor, `a=1&${name}=${SECRET}`, 'application/x-www-form-urlencoded')).not.toContain(
      SECRET,
    );
    expect(redactMembers([{ name, value: SECRET }])).toEqual([{ name, value: '[redacted]' }]);
  });

  test.each(PLAIN)('The member %s only resembles a secret', (name) => {
    for (const value of ['some words', 12])
      expect(redactMembers({ [name]: value, list: [{ name, value }] }), name).toEqual({
        [name]: value,
        list: [{ name, value }],
      });
  });

  test('The member auth is a secret where its value is one, and no kind of authentication', () => {
    for (const value of ['basic', 'OAuth2', 'none', 'required', 'API key', true, null, { type: 'basic', user: 'bob' }])
      expect(redactMembers({ auth: value })).toEqual({ auth: value });
    expect(redactMembers({ auth: { type: 'basic', password: SECRET } })).toEqual({
      auth: { type: 'basic', password: '[redacted]' },
    });
    expect(redactMembers({ session: 'The second morning', sessions: 3 })).toEqual({
      session: 'The second morning',
      sessions: 3,
    });
    expect(redactMembers({ session: KEY })).toEqual({ session: '[redacted]' });
  });
});

describe('an element of XML', () => {
  test.each([
    ...['auth', 'basicAuth', 'user-auth', 'credential', 'creds', 'pass', 'userPass', 'pwd'].map(
      (name) => `<a><${name}>${SECRET}</${name}></a>`,
    ),
    `<auth type="basic">bob:${SECRET}</auth>`,
    `<s:auth xmlns:s="urn:a">\n  bob:${SECRET}\n</s:auth>`,
    `<auth><![CDATA[bob:${SECRET}]]></auth>`,
    `<auth><![CDATA[${'x'.repeat(2000)}${SECRET}]]></auth>`,
    `<auth user="bob" value="${SECRET}"/>`,
    `<param name="auth">${SECRET}</param>`,
    `<input name='auth' value='${SECRET}'>`,
    `<member><name>auth</name><value><string>${SECRET}</string></value></member>`,
    `<user pass="${SECRET}"/>`,
    `<user pass='${SECRET} with blanks'>bob</user>`,
    `<user auth="${SECRET}"/>`,
  ])('The text or attribute of an element whose name mentions credentials is a secret: %s', (text) => {
    for (const type of ['application/xml', 'text/html', undefined]) {
      const clean = redactContent(plainRedactor, text, type);
      expect(clean).not.toContain(SECRET);
      expect(clean).toContain('[redacted]');
      expect(redactContent(plainRedactor, clean, type)).toBe(clean);
    }
  });

  test.each([
    ...['author', 'authority', 'authors', 'passed', 'passenger', 'passport', 'authType', 'compass', 'credit'].map(
      (name) => `<a ${name}="Bob"><${name}>Bob</${name}></a>`,
    ),
    '<auth>basic</auth>',
    '<auth>required</auth>',
    '<auth>as the owner says</auth>',
    '<auth type="basic"/>',
    '<auth><type>basic</type><user>bob</user></auth>',
    '<auth><![CDATA[none]]></auth>',
    '<session>The second morning</session>',
    '<param name="auth">basic</param>',
    '<tests pass="true"/>',
  ])('An element that only resembles credentials stays as it is: %s', (text) => {
    expect(redactContent(plainRedactor, text, 'application/xml')).toBe(text);
  });
});

describe('a query', () => {
  test.each([
    '/x?token[0]=',
    '/x?token[]=',
    '/x?token%5B0%5D=',
    '/x?user[password]=',
    '/x?user[password][confirm]=',
    '/x?filter[token][eq]=',
    '/x?user.password=',
    '/x?auth=',
    '/x;token[0]=',
    '/x#token[0]=',
  ])('A secret is found in a parameter with brackets or dots in its name: %s', (url) => {
    expect(redactUrl(plainRedactor, url + SECRET)).toBe(`${url}[redacted]`);
  });

  test('The parameter key is a secret where its value looks like a key', () => {
    expect(redactUrl(plainRedactor, `/x?key=${KEY}&a=1`)).toBe('/x?key=[redacted]&a=1');
    for (const value of [
      'name',
      'user-settings',
      '12',
      'orders.2024',
      '550e8400-e29b-41d4-a716-446655440000',
      'PROJ-123',
    ])
      expect(redactUrl(plainRedactor, `/x?key=${value}`)).toBe(`/x?key=${value}`);
    for (const url of [
      '/x?sort[key]=abc',
      '/x?token_count[0]=12',
      '/x?passwordPolicy[min]=8',
      '/x?filter[token.type]=a',
    ])
      expect(redactUrl(plainRedactor, url)).toBe(url);
  });
});

describe('a command', () => {
  test.each([
    'run --password=S now',
    'run --api-key=S',
    'run --token S now',
    'run --token "S"',
    "run --api-key 'S' x",
    'run -password S',
    'java -Dpassword=S',
    'run --db.password=S',
    'curl -u bob:S https://a.example',
    'curl -ubob:S',
    'curl --user "bob:S"',
    'curl -U proxy:S',
    'curl --proxy-user=a:S',
    'curl -H "X-Api-Key: S"',
    'curl -Hx-api-key:S',
    'curl -b "theme=S"',
    'curl --cookie theme=S',
    'curl --oauth2-bearer S',
    'wget --http-password S',
    'sshpass -p S ssh a',
    'docker login -u a -p S',
    'mysql -u root -pS db',
    'http -a bob:S a.example',
    '{"argv":["deploy","--password","S"]}',
    '["curl","-u","bob:S"]',
    '{"note":"deploy --password=S"}',
    'token[0]=S',
  ])('A secret is found in the command %s', (command) => {
    const clean = redactText(plainRedactor, command.replace('S', SECRET));
    expect(clean).not.toContain(SECRET);
    expect(clean).toContain('[redacted]');
  });

  test.each([
    'The flag --token is required.',
    'The option --password was given twice',
    'run --token $TOKEN --password "%PASSWORD%"',
    'run --token <token>',
    'docker login --password-stdin a.example',
    'docker run -u 1000:1000 -p 8080:80 a',
    'sqlmap -u https://a.example',
    'run --token-type bearer --password-file /run/secret',
    'mysql -u root -p db',
    'x-token-y a-b --verbose on',
    '["--verbose","deploy","--token","--force"]',
  ])('A command without a secret stays: %s', (command) => {
    expect(redactText(plainRedactor, command)).toBe(command);
  });
});

describe('a part of multipart', () => {
  const body = (disposition: string) => `--B\r\nContent-Disposition: ${disposition}\r\n\r\n${SECRET}\r\n--B--\r\n`;
  test.each([
    "form-data; name*=utf-8''password",
    "form-data; name*=UTF-8'en'pass%77ord",
    'form-data; name="a"; name*=utf-8\'\'password',
    'form-data; name*0="pass"; name*1="word"',
    "form-data; name*1*=%77ord; name*0*=utf-8''pass",
    'form-data; filename="a;name=b"; name="password"',
    'form-data; filename="a\\";name=b"; name="password"',
    'form-data; name="pass%77ord"',
    'form-data; name="pass\\word"',
    "form-data; name='password'",
    'form-data; name="pass&#119;ord"',
    `form-data; name="=?utf-8?B?${Buffer.from('password').toString('base64')}?="`,
    'form-data; name="=?utf-8?Q?pass=77ord?="',
    'form-data;\r\n NAME = password',
    'form-data; name="token[0]"',
    'form-data; name="user[password][]"',
    'form-data; name="auth"',
  ])('A name that is written in another way is understood: %s', (disposition) => {
    const clean = redactContent(plainRedactor, body(disposition), 'multipart/form-data; boundary=B');
    expect(clean.split('\r\n').slice(-4)).toEqual(['', '[redacted]', '--B--', '']);
  });

  test.each([
    'form-data; name="a"; filename="b;name=password"',
    "form-data; name*=utf-8''note",
    'form-data; filename="password"; name="f"',
  ])('Other names stay what they are: %s', (disposition) => {
    expect(redactContent(plainRedactor, body(disposition), 'multipart/form-data; boundary=B')).toBe(body(disposition));
  });
});

describe('a table', () => {
  const R = '[redacted]';
  test.each([
    ['text/csv', `id,password\r\n1,${SECRET}\r\n2,x`, `id,password\r\n1,${R}\r\n2,${R}`],
    ['text/csv', `"id","api key",n\n1,"a, ""${SECRET}""",2\n`, `"id","api key",n\n1,"${R}",2\n`],
    ['text/csv', `id,password\n1,"two\nlines"\n2,b`, `id,password\n1,"${R}"\n2,${R}`],
    ['text/csv', `\uFEFFsep=;\nid;token;n\n1;${SECRET};2`, `\uFEFFsep=;\nid;token;n\n1;${R};2`],
    ['application/csv', `password\n${SECRET}\n`, `password\n${R}\n`],
    ['text/csv', `id|auth\n1|${SECRET}\n2|basic`, `id|auth\n1|${R}\n2|basic`],
    ['text/tab-separated-values', `id\ttoken\n1\t${SECRET}\n`, `id\ttoken\n1\t${R}\n`],
    ['text/plain', `id,password\n1,${SECRET}\n`, `id,password\n1,${R}\n`],
    ['', `id\ttoken2\n1\t${SECRET}\n2\tx`, `id\ttoken2\n1\t${R}\n2\t${R}`],
    ['text/csv', 'id,note\n1,see password=a\n', `id,note\n1,see password=${R}\n`],
    ['application/json', JSON.stringify({ csv: `id,pin\n1,${SECRET}\n` }), JSON.stringify({ csv: `id,pin\n1,${R}\n` })],
  ])('The columns of a table (%s) are redacted by their names, and nothing else is: %j', (type, text, clean) => {
    expect(redactContent(plainRedactor, text, type)).toBe(clean);
    expect(redactContent(plainRedactor, clean, type)).toBe(clean);
  });

  test('Texts that are not tables stay', () => {
    for (const text of [
      'Password, please\nand quickly',
      'name,token count\na,2\n',
      'secret\nis a word',
      'To sign in, enter the password\nNext, wait, then go on\n',
    ])
      expect(redactContent(plainRedactor, text, 'text/plain')).toBe(text);
  });
});

describe('a header field', () => {
  test.each(
    `X-Hub-Signature-256 X-Hub-Signature Stripe-Signature X-Amz-Security-Token X-Slack-Signature X-Twilio-Signature
    X-Shopify-Hmac-Sha256 X-Signature X-Webhook-Signature X-Square-HmacSha256-Signature X-Signature-Ed25519
    Svix-Signature Webhook-Signature Paypal-Transmission-Sig X-Gitlab-Token DPoP Signature Authentication-Info X-Session
    X-Forwarded-Client-Cert Client-Cert X-Firebase-AppCheck X-Amzn-Oidc-Data X-Ms-Client-Principal X-Cookie
    X-Ms-Copy-Source-Authorization X-Amz-Server-Side-Encryption-Customer-Key Ocp-Apim-Subscription-Key Auth`.split(
      /\s+/,
    ),
  )('%s is a secret, also in a list of header fields in a body', (name) => {
    expect(redactField(plainRedactor, name, SECRET)).toBe('[redacted]');
    expect(redactMembers({ headers: { [name.toLowerCase()]: SECRET } })).toEqual({
      headers: { [name.toLowerCase()]: '[redacted]' },
    });
  });

  test.each(
    `Signature-Input Sec-WebSocket-Key Sec-WebSocket-Accept WWW-Authenticate Access-Control-Allow-Credentials ETag X-Request-Id X-Amz-Content-Sha256
    Content-MD5 Content-Digest Repr-Digest Digest X-Forwarded-User Idempotency-Key X-Amz-Date`.split(/\s+/),
  )('%s opens nothing, and stays', (name) => {
    expect(redactField(plainRedactor, name, SECRET)).toBe(SECRET);
  });
});
