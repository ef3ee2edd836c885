/** @zones */
import { boundsOf, departmentOfInsee, territoryOf } from "#lib/place/territory.ts";

test.each([
  ["57050", "57"],
  ["67000", "67"],
  ["68100", "68"],
])("%s has the public holidays of Alsace-Moselle", (postalCode, region) => {
  expect(territoryOf(postalCode)).toEqual({
    department: region,
    timeZone: "Europe/Paris",
    holidayRegion: region,
    country: "FR",
  });
});

test.each([
  ["97110", "971", "America/Guadeloupe", "GP"],
  ["97200", "972", "America/Martinique", "MQ"],
  ["97300", "973", "America/Cayenne", "GF"],
  ["97400", "974", "Indian/Reunion", "RE"],
  ["97600", "976", "Indian/Mayotte", "YT"],
])(
  "%s has the time zone, holidays and telephone country of its territory",
  (postalCode, department, timeZone, letters) => {
    expect(territoryOf(postalCode)).toEqual({ department, timeZone, holidayRegion: letters, country: letters });
  },
);

test("Saint-Barthélemy, Saint-Martin and Miquelon are told apart by their postal codes", () => {
  expect(territoryOf("97133")).toMatchObject({
    department: "971",
    timeZone: "America/St_Barthelemy",
    holidayRegion: "BL",
  });
  expect(territoryOf("97150")).toMatchObject({ department: "971", timeZone: "America/Marigot", holidayRegion: "MF" });
  expect(territoryOf("97500")).toMatchObject({ department: "975", timeZone: "America/Miquelon", country: "PM" });
});

test("every time zone is known to Intl", () => {
  for (const code of ["67000", "97110", "97133", "97150", "97200", "97300", "97400", "97500", "97600"]) {
    expect(() => new Intl.DateTimeFormat("fr", { timeZone: territoryOf(code)?.timeZone })).not.toThrow();
  }
});

test("Corsica has two departments, told apart by the third digit", () => {
  expect(territoryOf("20000")?.department).toBe("2A");
  expect(territoryOf("20167")?.department).toBe("2A");
  expect(territoryOf("20200")?.department).toBe("2B");
});

test("a commune with the postal code of a neighbouring department keeps its own holidays", () => {
  expect(territoryOf("54260", "57")?.holidayRegion).toBe("57");
  expect(territoryOf("67000", "974")?.holidayRegion).toBe("67");
});

test("army post, Monaco and the Pacific have no territory", () => {
  for (const code of ["00100", "96000", "98000", "98800", "99138", "97700"]) expect(territoryOf(code)).toBeUndefined();
});

test.each([
  ["67482", "67"],
  ["2A004", "2A"],
  ["2B033", "2B"],
  ["97411", "974"],
  ["97801", "978"],
])("the commune %s is in the department %s", (code, department) => {
  expect(departmentOfInsee(code)).toBe(department);
});

test("an invalid INSEE code has no department", () => {
  for (const code of ["", "67", "2C004", "MISSING", "674821", "00123", "96123", "99123"])
    expect(departmentOfInsee(code)).toBeUndefined();
});

test("an overseas postal code has its own bounds, all others those of the mainland", () => {
  expect(boundsOf("97400")).toMatchObject({ west: 55.1 });
  expect(boundsOf("67000")).toEqual(boundsOf("29200"));
});
