/** A client of the lamp shop. @param base such as http://127.0.0.1:4010/api */
exports.createClient = (base) => ({
  async list() {
    const response = await fetch(`${base}/lamps`);
    if (response.status === 429) return { lamps: [], isBusy: true, response };
    return { lamps: await response.clone().json(), isBusy: false, response };
  },
  add: (colour) =>
    fetch(`${base}/lamps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ colour }),
    }),
});
