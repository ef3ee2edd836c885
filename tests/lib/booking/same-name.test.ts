import { isSameName } from "#lib/booking/same-name.ts";

test.each([
  ["Fatima", "fatima", true],
  ["Rene", "René", true],
  ["Jean Luc", "Jean-Luc", true],
  ["Jean", "Jean-Luc M.", true],
  ["Fatima Z.", "Fatima", true],
  ["فاطمة", "فاطمة", true],
  ["Fat", "Fatima", false],
  ["Fatima", "Fatma", false],
  ["Luc", "Jean-Luc", false],
  ["", "", false],
  ["-", "Fatima", false],
])("« %s » said for « %s » that was noted: %s", (said, noted, same) => expect(isSameName(said, noted)).toBe(same));
