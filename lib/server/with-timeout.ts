/** What was waited for did not come in time, be it an answer or the turn to ask for one: `isBusy` knows it. */
class Late extends Error {
  readonly code = "BUSY";
}

/** The value of a promise. Rejects when it does not come within that many milliseconds; what it waits for goes on. */
export const withTimeout = <Value>(milliseconds: number, value: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(new Late("No answer came in time: the database gave none, or the statement still waits for its turn.")),
      milliseconds,
    );
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
