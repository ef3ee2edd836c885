/** Waits that many milliseconds. */
export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Calls `look` every 50 ms until it returns something; undefined after `patience` milliseconds. */
export async function until<Answer>(
  look: () => Promise<Answer | undefined> | Answer | undefined,
  patience: number,
): Promise<Answer | undefined> {
  const step = 50;
  for (let waited = 0; ; waited += step) {
    const answer = await look();
    if (answer !== undefined || waited >= patience) return answer;
    await pause(step);
  }
}
