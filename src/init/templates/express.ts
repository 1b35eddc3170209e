import { importLine, literal } from './code.js';

/** A server for development: routes of the user's before the mock, and both judged. */
export function expressServer(document: string): string {
  return `${importLine('{ loadContract, mock, observe }', 'docproof/express')}
${importLine('express', 'express')}

// What answers a request: your routes, and the mock for those that you have not written yet.
// Each request and answer that breaks the document is a line on the console.
const contract = await loadContract(${literal(document)});
const app = express();
app.use(observe(contract, { mode: 'warn' }));
// Your routes, or your own application, come here: app.use(routes);
app.use(mock(contract, { fallthrough: false }));

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(\`http://127.0.0.1:\${server.address().port}\`);
});
`;
}
