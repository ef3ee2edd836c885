import { PlaceFileError, recordsOfPlaceFile } from "#lib/server/place/read-place-file.ts";

const mairie = { id: "1", nom: "Mairie", latitude: 48.5, services: ["a", { b: null }], ouvert: true };

/** The text as bytes, in pieces of that many bytes. */
async function* inPieces(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content as string);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(content: string | Uint8Array, size?: number): Promise<unknown> {
  const records: unknown[] = [];
  try {
    for await (const record of recordsOfPlaceFile(inPieces(content, size))) records.push(record);
    return records;
  } catch (error) {
    if (error instanceof PlaceFileError) return error.why;
    throw error;
  }
}

test("the records are a list, or the only list of an object, as JSON.parse would read them", async () => {
  expect(await read(JSON.stringify([mairie, 3, null, "x", [], {}]))).toEqual([mairie, 3, null, "x", [], {}]);
  const object = { licence: "Licence Ouverte 2.0", source: { of: [1, 2] }, lieux: [mairie, mairie], count: 2 };
  expect(await read(JSON.stringify(object))).toEqual([mairie, mairie]);
  expect(await read("[]")).toEqual([]);
  expect(await read(`\ufeff[${JSON.stringify(mairie)}]\n`)).toEqual([mairie]);
});

test("a letter that comes in two pieces is read whole", async () => {
  for (const size of [1, 2, 3, 5]) expect(await read('["Médiathèque 🏛"]', size)).toEqual(["Médiathèque 🏛"]);
});

test.each([
  ["without a list", '{"lieux":{}}', "list"],
  ["that is one text", '"lieux"', "list"],
  ["that is null", "null", "list"],
  ["with two lists", '{"lieux":[],"ateliers":[]}', "list"],
  ["that is cut off", '[{"id":"1"},{"id":', "json"],
  ["that is cut off after a record", '[{"id":"1"}', "json"],
  ["that is empty", "", "json"],
  ["with something after its list", "[1] [2]", "json"],
  ["that is a page", "<html></html>", "json"],
  ["in Latin-1", Buffer.from('["Médiathèque"]', "latin1"), "encoding"],
  ["that ends inside a letter", Buffer.from('["é').subarray(0, 3), "encoding"],
  ["with a record longer than any place", `[["${"x".repeat(300_000)}"]]`, "list"],
  ["with a record of many small values", `[[${"0,".repeat(150_000)}0]]`, "list"],
  ["nested deeper than any place", `${"[".repeat(60)}${"]".repeat(60)}`, "list"],
  ["nested deeply beside its list", `{"a":${'{"a":'.repeat(60)}1${"}".repeat(60)},"b":[]}`, "list"],
])("a file %s is refused", async (_, content, why) => {
  expect(await read(content, 4_096)).toBe(why);
});

test("a record is handed on before the rest of the file has come", async () => {
  let sent = 0;
  async function* slowly(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 1_000; count += 1) {
      sent += 1;
      yield Buffer.from(count === 0 ? '[{"id":0}' : `,{"id":${count}}`);
    }
    yield Buffer.from("]");
  }
  const records = recordsOfPlaceFile(slowly());
  expect(await records.next()).toEqual({ done: false, value: { id: 0 } });
  expect(sent).toBeLessThan(500);
  await records.return(undefined);
});
