import { codeTyped, groupsOfCode, isLetter } from "#lib/booking/spelled-code.ts";

test("a code is read aloud in two groups of three", () => expect(groupsOfCode("K7M4PD")).toEqual(["K7M", "4PD"]));

test.each(["k7m 4pd", "K7M-4PD", " k7m.4pd ", "k 7 m 4 p d"])("« %s » is typed for K7M4PD", (text) =>
  expect(codeTyped(text)).toBe("K7M4PD"),
);

test("letters are spelled, digits are not", () => expect([..."K7M"].map(isLetter)).toEqual([true, false, true]));
