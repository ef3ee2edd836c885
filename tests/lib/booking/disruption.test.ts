import { NOBODY_TO_TELL, wordOfSettled } from "#lib/booking/disruption.ts";

const nobody = { short: 0, ways: NOBODY_TO_TELL, team: [], contacts: [] };

test("it is settled only where nobody is missing and nobody is left to tell", () => {
  expect(wordOfSettled(nobody)).toBe("disruptionSettled");
  // Whom a message tells is not left to tell, nor is a colleague who answered « Vu ».
  const told = { ...nobody, ways: { ...NOBODY_TO_TELL, sms: 2, mail: 1 }, team: [{ answer: "seen" as const }] };
  expect(wordOfSettled({ ...told, contacts: [{ byMail: true }] })).toBe("disruptionSettled");
  expect(wordOfSettled({ ...nobody, short: 1 })).toBe("disruptionRecorded");
  for (const way of ["phone", "email", "none", "onSite"] as const)
    expect(wordOfSettled({ ...nobody, ways: { ...NOBODY_TO_TELL, [way]: 1 } })).toBe("disruptionToTell");
  expect(wordOfSettled({ ...nobody, team: [{ answer: "none" }] })).toBe("disruptionToTell");
  expect(wordOfSettled({ ...nobody, team: [{ answer: "cannot" }] })).toBe("disruptionToTell");
  expect(wordOfSettled({ ...nobody, contacts: [{ byMail: false }] })).toBe("disruptionToTell");
});
