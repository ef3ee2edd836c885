import { createHash, randomUUID } from "node:crypto";
import { open, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MINUTE } from "#lib/time/instant.ts";
import { PLACE_RECORD } from "#tests/support/place-record.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const folder = await temporaryFolder();
const { db } = await serverOnFreshDatabase({ APP_ENV: "test", APP_URL: "http://localhost", DATA_FOLDER: folder.path });
const { clock } = await import("#lib/server/clock.ts");
const { openTyped } = await import("#lib/server/typed-form.ts");
const { placeFiles } = await import("#lib/server/place/kept-place-file.ts");
const { removeOldUploads } = await import("#lib/server/kept-upload.ts");
const { readUpload } = await import("#app/api/read-upload.ts");
const { POST: send } = await import("#app/[locale]/coordination/lieux/importer/envoyer/route.ts");
const { POST: confirm } = await import("#app/[locale]/coordination/lieux/importer/confirmer/route.ts");

afterAll(async () => {
  await db.$disconnect();
  await folder.remove();
});

const uploads = join(folder.path, "uploads");
const kept = async (): Promise<readonly string[]> =>
  (await readdir(uploads).catch(() => [])).map((name) => name.split(".").slice(2).join("."));

/** Records of the national schema in Pacé, each with an id and a name of its own. */
const records = (...names: string[]) =>
  names.map((nom) => ({ ...PLACE_RECORD, id: `${run}-${nom}`, nom, adresse: `${nom.length} rue du ${nom}` }));
let run = 0;

type UploadRequest = {
  readonly file?: unknown;
  readonly raw?: Blob | string;
  readonly fields?: Record<string, string>;
};

/** Somebody of an organisation, and the two forms as they send them. */
async function member(role = "coordinator", place?: string) {
  run += 1;
  const slug = `organisation-${run}-${randomUUID().slice(0, 6)}`;
  const { id: organisation } = await db.organisation.create({
    data: { slug, name: slug, kind: "city", runsPermanences: true },
  });
  return { ...(await memberOf(organisation, slug, role, place)), organisation, slug };
}

async function memberOf(organisation: string, slug: string, role = "coordinator", place?: string) {
  const login = randomUUID();
  const { id: user } = await db.user.create({
    data: {
      email: `${login}@ville.example`,
      name: "Coordination",
      memberships: {
        create: {
          organisationId: organisation,
          role,
          ...(place !== undefined && { everyPlace: false, places: { create: { placeId: place } } }),
        },
      },
      sessions: {
        create: {
          expires: new Date("2099-01-01T00:00:00Z"),
          sessionToken: createHash("sha256").update(login).digest("base64url"),
        },
      },
    },
  });
  const headers = { cookie: `session=${login}`, "sec-fetch-site": "same-origin" };
  const params = { params: Promise.resolve({ locale: "fr" }) };
  const led = (answer: Response) => {
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    return {
      status: answer.status,
      headers: answer.headers,
      path: to.pathname,
      id: to.searchParams.get("fichier") ?? "",
      done: to.searchParams.get("fait"),
      typed: openTyped(to.searchParams.get("saisie") ?? undefined, clock.now(), user),
    };
  };
  const request = (body: BodyInit, more = {}) =>
    new Request("http://localhost/x", { method: "POST", body, headers: { ...headers, ...more } });
  const tries = async ({ file, raw, fields = {} }: UploadRequest) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ organisation, slug, departement: "35", ...fields }))
      form.append(name, value);
    const content = raw ?? (file === undefined ? undefined : JSON.stringify(file));
    if (content !== undefined) form.append("file", new Blob([content as Blob]), "lieux.json");
    return led(await send(request(form), params));
  };
  /** As the page sends it: each box that the trial offered is ticked, but those of the places of these names. */
  const imports = async (id: string, ...unticked: readonly string[]) => {
    const form = new FormData();
    form.append("kept", id);
    form.append("slug", slug);
    const { report } = (await placeFiles.readSaid(user, id)) ?? {};
    for (const { name, number } of [...(report?.added ?? []), ...(report?.changed ?? [])])
      if (!unticked.includes(name)) form.append(`place:${number}`, "on");
    const address = `http://localhost/x?${new URLSearchParams({ organisation: slug, fichier: id })}`;
    return led(await confirm(new Request(address, { method: "POST", body: form, headers }), params));
  };
  const places = async () =>
    (await db.place.findMany({ where: { organisationId: organisation }, orderBy: { name: "asc" } })).map(
      ({ name }) => name,
    );
  return { user, tries, imports, places, headers, params };
}

const refusals = (led: { readonly typed: { readonly refusals: unknown } | undefined }) => led.typed?.refusals;

describe("the trial of a file", () => {
  test("says what would be new, changed, unchanged and refused, line by line, and writes nothing", async () => {
    const me = await member();
    const file = [...records("Aa", "Bb"), { id: "no-name", commune: "Pacé", code_postal: "35740" }];
    await me.imports((await me.tries({ file })).id);
    const changed = [...records("Aa", "Cc"), { ...records("Bb")[0], nom: "Bb nouveau" }, file[2]];
    const { status, path, done, id } = await me.tries({ file: changed });
    expect([status, path, done]).toEqual([303, "/coordination/lieux/importer", "placesTried"]);
    expect((await placeFiles.readSaid(me.user, id))?.report).toEqual({
      counts: { added: 1, changed: 1, unchanged: 1, refused: 1, vanished: 0, leftOut: 0 },
      added: [{ name: "Cc", city: "Pacé", number: 2 }],
      changed: [{ name: "Bb nouveau", city: "Pacé", number: 3 }],
      vanished: [],
      refused: [{ number: 4, why: "no-name" }],
    });
    expect(await me.places()).toEqual(["Aa", "Bb"]);
  });

  test("only what lies in the communes or the département that were asked for is read", async () => {
    const me = await member();
    const file = [
      ...records("Aa"),
      { ...records("Rr")[0], commune: "Redon", code_postal: "35600", latitude: 47.65, longitude: -2.08 },
    ];
    const { id } = await me.tries({ file, fields: { communes: "redon ; 35131" } });
    expect((await placeFiles.readSaid(me.user, id))?.report.added).toEqual([{ name: "Rr", city: "Redon", number: 2 }]);
    expect(refusals(await me.tries({ file, fields: { departement: "67" } }))).toEqual({ communes: "nothing-there" });
    expect(refusals(await me.tries({ file, fields: { departement: "67", communes: "Redon" } }))).toEqual({
      communes: "nothing-there",
    });
    expect(refusals(await me.tries({ file, fields: { departement: "" } }))).toEqual({ departement: "missing" });
  });

  test.each([
    ["that is no JSON", "<html>", "file-json"],
    ["without a list", '{"lieux":{}}', "file-list"],
    ["in Latin-1", new Blob([Buffer.from('["é"]', "latin1")]), "file-encoding"],
    ["that is empty", "", "missing"],
  ])("a file %s is refused beside its field, what was typed comes back, and nothing is kept", async (_, raw, why) => {
    const me = await member();
    const led = await me.tries({ raw, fields: { communes: "Pacé" } });
    expect([led.typed?.form, refusals(led)]).toEqual(["file", { file: why }]);
    expect(led.typed?.fields["communes"]).toBe("Pacé");
    expect((await readdir(uploads)).filter((name) => name.startsWith(me.user))).toEqual([]);
  });

  test("without a file it says so", async () => {
    expect(refusals(await (await member()).tries({}))).toEqual({ file: "missing" });
  });

  test("more places than a page imports at once are refused", async () => {
    const me = await member();
    const file = Array.from({ length: 5_001 }, (_, index) => ({ ...PLACE_RECORD, id: `many-${index}` }));
    expect(refusals(await me.tries({ file }))).toEqual({ file: "file-too-many" });
  });

  test("the answer has the security headers of a page, although the proxy does not see it", async () => {
    const { headers } = await (await member()).tries({ file: records("Aa") });
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("the import of the file that was tried", () => {
  test("writes it, notes it in the journal, removes the file, and done again changes nothing", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa", "Bb") });
    expect(await kept()).toEqual(expect.arrayContaining(["json", "json-said"]));
    const led = await me.imports(id);
    expect([led.path, led.id, led.done]).toEqual(["/coordination/lieux/importer", id, "placesImported"]);
    expect(await me.places()).toEqual(["Aa", "Bb"]);
    expect(await readdir(uploads)).not.toContain(`${me.user}.${id}.json`);
    expect((await me.imports(id)).done).toBe("placesImported");
    expect((await placeFiles.readSaid(me.user, id))?.report.counts.added).toBe(2);
    const journal = await db.journalEntry.findMany({ where: { organisationId: me.organisation } });
    expect(journal.map(({ act, actor, data }) => [act, actor, data])).toEqual([
      ["places-imported", `staff:${me.user}`, { placesAdded: 2, placesChanged: 0 }],
    ]);
  });

  test("the same file sent again changes not one row, and a place hidden here stays hidden", async () => {
    const me = await member();
    const file = records("Aa", "Bb");
    await me.imports((await me.tries({ file })).id);
    await db.place.updateMany({ where: { organisationId: me.organisation, name: "Aa" }, data: { hidden: true } });
    const rows = () =>
      db.$queryRaw`SELECT p::text || p.xmin::text AS line FROM place p WHERE organisation_id = ${me.organisation}::uuid ORDER BY 1`;
    const before = await rows();
    const { id } = await me.tries({ file });
    expect((await placeFiles.readSaid(me.user, id))?.report.counts).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    });
    await me.imports(id);
    expect(await rows()).toEqual(before);
    expect(await db.journalEntry.count({ where: { organisationId: me.organisation } })).toBe(1);
  });

  test("a place that was unticked is not imported, one that stood already stays as it was, and neither has vanished", async () => {
    const me = await member();
    const [aa] = records("Aa");
    await me.imports((await me.tries({ file: [aa] })).id);
    const file = [{ ...aa, nom: "Aa nouveau" }, ...records("Bb", "Cc").map((one) => ({ ...one, id: `n-${one.id}` }))];
    const { id } = await me.tries({ file });
    expect((await me.imports(id, "Aa nouveau", "Bb")).done).toBe("placesImported");
    expect(await me.places()).toEqual(["Aa", "Cc"]);
    expect((await placeFiles.readSaid(me.user, id))?.report.counts).toEqual({
      added: 1,
      changed: 0,
      unchanged: 0,
      refused: 0,
      vanished: 0,
      leftOut: 2,
    });
  });

  test("a form that leaves out every place is refused, imports nothing, and shows the trial again", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa", "Bb") });
    const led = await me.imports(id, "Aa", "Bb");
    expect([refusals(led), led.id, led.path]).toEqual([{ form: "nothing-chosen" }, id, "/coordination/lieux/importer"]);
    expect(await me.places()).toEqual([]);
    expect((await me.imports(id, "Aa")).done).toBe("placesImported");
    expect(await me.places()).toEqual(["Bb"]);
  });

  test("nobody imports the file of somebody else", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa") });
    const colleague = await memberOf(me.organisation, me.slug);
    expect(refusals(await colleague.imports(id))).toEqual({ form: "upload-gone" });
    expect(refusals(await me.imports("../../../etc/passwd"))).toEqual({ form: "upload-gone" });
    expect(await me.places()).toEqual([]);
  });

  test("whoever lost the role meanwhile is refused", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa") });
    await db.membership.updateMany({ where: { userId: me.user }, data: { role: "conseiller" } });
    expect(refusals(await me.imports(id))).toEqual({ form: "not-allowed" });
    expect(await me.places()).toEqual([]);
  });

  test("two confirmations at once import it once", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa", "Bb") });
    await Promise.all([me.imports(id), me.imports(id)]);
    expect(await me.places()).toEqual(["Aa", "Bb"]);
    expect((await placeFiles.readSaid(me.user, id))?.report.counts.added).toBe(2);
    expect(await db.journalEntry.count({ where: { organisationId: me.organisation } })).toBe(1);
  });

  test("a new file takes the place of the former one of the same person", async () => {
    const me = await member();
    const first = await me.tries({ file: records("Aa") });
    const second = await me.tries({ file: records("Bb") });
    expect(refusals(await me.imports(first.id))).toEqual({ form: "upload-gone" });
    await me.imports(second.id);
    expect(await me.places()).toEqual(["Bb"]);
  });

  test("after an hour the file is gone, with what was said of it", async () => {
    const me = await member();
    const { id } = await me.tries({ file: records("Aa") });
    const before = clock.offset();
    clock.move(before + 61 * MINUTE);
    try {
      expect(await placeFiles.readSaid(me.user, id)).toBeUndefined();
      expect(refusals(await me.imports(id))).toEqual({ form: "upload-gone" });
      await removeOldUploads();
      expect((await readdir(uploads)).filter((name) => name.includes(id))).toEqual([]);
    } finally {
      clock.move(before);
    }
  });
});

describe("who may", () => {
  test("whoever manages no place is refused before a byte is read", async () => {
    const me = await member("conseiller");
    const body = new ReadableStream({ pull: () => Promise.reject(new Error("It was read.")) }, { highWaterMark: 0 });
    const answer = await send(
      new Request("http://localhost/x", {
        method: "POST",
        body,
        duplex: "half",
        headers: { ...me.headers, "content-type": "multipart/form-data; boundary=x" },
      } as RequestInit),
      me.params,
    );
    const sealed = new URL(answer.headers.get("location") ?? "", "http://localhost").searchParams.get("saisie");
    expect(openTyped(sealed ?? undefined, clock.now(), me.user)?.refusals).toEqual({ form: "not-allowed" });
  });

  test("a role that is narrowed to places imports none", async () => {
    const me = await member();
    await me.imports((await me.tries({ file: records("Aa") })).id);
    const { id } = await db.place.findFirstOrThrow({ where: { organisationId: me.organisation } });
    const narrowed = await memberOf(me.organisation, me.slug, "coordinator", id);
    expect(refusals(await narrowed.tries({ file: records("Bb") }))).toEqual({ form: "not-allowed" });
  });
});

describe("what is sent", () => {
  const MOST = 100_000;
  const form = (size: number, field = "file") =>
    `--x\r\nContent-Disposition: form-data; name="communes"\r\n\r\nPacé\r\n--x\r\nContent-Disposition: form-data; name="${field}"; filename="lieux.json"\r\nContent-Type: application/json\r\n\r\n${"x".repeat(size)}\r\n--x--\r\n`;
  const sent = (body: string | ReadableStream<Uint8Array>) =>
    new Request("http://localhost/x", {
      method: "POST",
      body,
      duplex: "half",
      headers: { "content-type": "multipart/form-data; boundary=x" },
    } as RequestInit);
  const path = () => join(folder.path, randomUUID());

  test("a file of just the size is kept, one of a byte more is refused, also without Content-Length", async () => {
    expect(await readUpload(sent(form(MOST)), "file", path(), MOST)).toEqual({
      fields: { communes: "Pacé" },
      fileName: "lieux.json",
      file: "kept",
    });
    const streamed = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from(form(MOST + 1)));
        controller.close();
      },
    });
    expect(await readUpload(sent(streamed), "file", path(), MOST)).toMatchObject({
      fields: { communes: "Pacé" },
      file: "too-large",
    });
  });

  test("what is much larger is not read to its end", async () => {
    let sentBytes = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.from(sentBytes === 0 ? form(10).slice(0, -10) : "x".repeat(65_536)));
        sentBytes += 65_536;
      },
    });
    expect(await readUpload(sent(endless), "file", path(), MOST)).toMatchObject({ file: "too-large" });
    expect(sentBytes).toBeLessThan(10 * MOST);
  });

  test("a connection that is cut leaves a file that is not kept", async () => {
    const cut = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from(form(5_000).slice(0, 3_000)));
        controller.close();
      },
    });
    expect(await readUpload(sent(cut), "file", path(), MOST)).toMatchObject({ file: "cut" });
    let asked = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (asked++ === 0) controller.enqueue(Buffer.from(form(5_000).slice(0, 3_000)));
        else controller.error(new Error("ECONNRESET"));
      },
    });
    expect(await readUpload(sent(broken), "file", path(), MOST)).toMatchObject({ file: "cut" });
  });

  test("a disk without room is said, and the form is read to its end", async () => {
    const onFullDisk = () => open("/dev/full", "w");
    expect(await readUpload(sent(form(MOST)), "file", path(), MOST, onFullDisk)).toEqual({
      fields: { communes: "Pacé" },
      fileName: "lieux.json",
      file: "no-room",
    });
  });

  test("what is no form with a file is refused", async () => {
    const plain = new Request("http://localhost/x", { method: "POST", body: "a=1" });
    expect(await readUpload(plain, "file", path(), MOST)).toMatchObject({ file: "malformed" });
    expect(await readUpload(sent(form(10, "other")), "file", path(), MOST)).toMatchObject({ file: "none" });
    expect(await readUpload(sent("--x--\r\n"), "file", path(), MOST)).toMatchObject({ file: "none" });
  });

  test("an earlier file that its owner left behind goes by its age when somebody sends another", async () => {
    const old = join(uploads, `${randomUUID()}.00000000-0000-7000-8000-000000000000.json`);
    await writeFile(old, "{}");
    await placeFiles.fresh(randomUUID());
    expect(await readdir(uploads)).not.toContain(old.split("/").at(-1));
  });
});
