/** The value of a promise. Rejects when it does not come within that many milliseconds; what it waits for goes on. */
export const inTime = <Value>(milliseconds: number, value: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The database did not answer in time.")), milliseconds);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
