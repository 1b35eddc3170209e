/** The lamps of the shop. @param base such as https://lamps.test/api */
export async function lamps(base) {
  const response = await fetch(`${base}/lamps`);
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`);
  return response.json();
}
