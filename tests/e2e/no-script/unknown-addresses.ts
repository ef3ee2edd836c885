import { withReader, type Setup } from "./with-reader.ts";

/** Addresses of nothing: the page says so in the reader's language, with a phone number to call. */
export function unknownAddresses(setup: Setup): void {
  test.each([
    ["a page that there is none of", "/nulle-part", 404, "site.lost.title"],
    ["a place that there is none of", "/lieux/nulle-part", 200, "site.lost.title"],
    ["a half-day that there is none of", "/permanences/x", 404, "site.lost.title"],
    ["hours of a half-day that there is none of", "/permanences/x/rendez-vous", 404, "site.lost.title"],
    ["an appointment that there is none of", "/rendez-vous/x", 404, "appointment.unknown.title"],
    ["moving an appointment that there is none of", "/rendez-vous/x/deplacer", 404, "appointment.unknown.title"],
    ["a number that there is none of", "/suivi/x", 404, "turn.unknownLink.title"],
    ["the print of a number that there is none of", "/suivi/x/papier", 404, "turn.unknownLink.title"],
    ["an address that begins like a programme's", "/apiculture", 404, "site.lost.title"],
    ["the code of another door", "/porte/mairie-neuhof/x", 404, "door.wrong.title"],
    ["a calendar that nobody shares", "/agenda/x", 404, "share.unknown.title"],
    ["the screen of a place that there is none of", "/ecran/nulle-part", 200, "site.lost.title"],
    ["the poster of a place that there is none of", "/lieux/nulle-part/affiche", 200, "site.lost.title"],
    ["a page with dots in its name", "/suivi/nulle.part/index.php", 404, "site.lost.title"],
  ] as const)("%s shows a sentence, also without JavaScript", (_, address, status, key) =>
    withReader(setup, async (reader) => {
      await reader.open(address, status);
      await reader.reads(key);
    }),
  );

  test("an address followed by punctuation copied from a message still opens", () =>
    withReader(setup, async (reader) => {
      await reader.open("/aide.");
      expect(reader.at).toBe("/aide");
      const led = async (path: string): Promise<string | null> =>
        (await fetch(setup().app.url + path, { redirect: "manual" })).headers.get("location");
      for (const tail of [")", "!", "»", "’", "…", "%20", ").", " »,"])
        expect([tail, await led(`/ar/rendez-vous/abc${tail}?a=1`)]).toEqual([tail, "/ar/rendez-vous/abc?a=1"]);
    }));

  test("files are served as files, and a missing file is a 404", async () => {
    const status = async (path: string): Promise<number> =>
      (await fetch(setup().app.url + path, { redirect: "manual" })).status;
    expect(
      await Promise.all(
        ["/icons.svg", "/rien.svg", "/rien.txt", "/robots.txt", setup().app.addresses.calendar].map(status),
      ),
    ).toEqual([200, 404, 404, 200, 200]);
  });
}
