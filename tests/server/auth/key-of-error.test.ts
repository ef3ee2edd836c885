let keyOfError: typeof import("#app/[locale]/connexion/key-of-error.ts").keyOfError;

beforeAll(async () => {
  Object.assign(process.env, { APP_ENV: "test" });
  ({ keyOfError } = await import("#app/[locale]/connexion/key-of-error.ts"));
});

test("after too many wrong codes the same code is to be written, while it may still live at the end of the wait", () => {
  expect([keyOfError("guesses", 1, true), keyOfError("guesses", 9, true)]).toEqual(Array(2).fill("guessesSameCode"));
});

test("a code that has ended by then, or is not known here, is not to be written: another one is to be asked for", () => {
  const said = [keyOfError("guesses", 10, true), keyOfError("guesses", 60, true), keyOfError("guesses", 9, false)];
  expect(said).toEqual(Array(3).fill("guessesNewCode"));
});

test("whoever may not ask for another code yet is told of the one that they have", () => {
  expect([keyOfError("wait", 60, true), keyOfError("wait", 60, false)]).toEqual(["waitWithCode", "wait"]);
  expect([keyOfError("code", 1, true), keyOfError("invented", 1, true)]).toEqual(["code", undefined]);
});
