import { groupsOfCode, isLetter } from "#lib/booking/spelled-code.ts";

test("a code is read aloud in two groups of three", () => expect(groupsOfCode("K7M4PD")).toEqual(["K7M", "4PD"]));

test("letters are spelled, digits are not", () => expect([..."K7M"].map(isLetter)).toEqual([true, false, true]));
