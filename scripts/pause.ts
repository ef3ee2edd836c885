/** Waits that many milliseconds: between two looks at something another process does. */
export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Looks every 50 ms until the answer is not undefined; undefined when it still is after `patience` milliseconds. */
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
