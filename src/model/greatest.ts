/** The greatest of these numbers and `least`. However many there are: a call takes only so many arguments. */
export function greatest(least: number, numbers: Iterable<number>): number {
  let most = least;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
