/** Exits with 0 where the mock or proxy of this container is well: its own page says so. */
const { DOCPROOF_PORT: port = '4010', DOCPROOF_TLS_CERT: certificate } = process.env;
// Its own certificate is for the names by which others reach it.
if (certificate) process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
try {
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/_docproof/health`;
  const { ok } = await fetch(url, { signal: AbortSignal.timeout(2500) });
  process.exit(ok ? 0 : 1);
} catch {
  process.exit(1);
}
