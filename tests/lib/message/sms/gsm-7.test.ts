import { readFileSync } from "node:fs";
import fc from "fast-check";
import { toGsm7 } from "#lib/message/sms/gsm-7.ts";
import { segmentsOf } from "#lib/message/sms/segments.ts";
import { runs } from "#tests/support/property-runs.ts";

test("signs that pages demand become plain ones", () => {
  expect(toGsm7("Aujourd’hui\u00a0: « rendez‑vous »…")).toBe('Aujourd\'hui : " rendez-vous "...');
  expect(toGsm7("10\u202fh\u00a030 – 12\u00a0h · table\u00a02")).toBe("10 h 30 - 12 h - table 2");
  expect(toGsm7("\u2066Neuhof\u2069\u200b")).toBe("Neuhof");
});

test("a letter loses its accent where GSM-7 lacks it, and only there", () => {
  expect(toGsm7("à é è ù ì ò ä ö ü ñ å ø æ ß É Ä Ö Ü Ñ Å Ø Æ Ç")).toBe("à é è ù ì ò ä ö ü ñ å ø æ ß É Ä Ö Ü Ñ Å Ø Æ Ç");
  expect(toGsm7("bientôt, fenêtre, île, sûr, Noël, maïs, garçon, cœur, Œuvre, À, È, Ê")).toBe(
    "bientot, fenetre, ile, sur, Noel, mais, garcon, coeur, OEuvre, A, E, E",
  );
  expect(toGsm7("Çağrıldı, şimdi, İptal, IĞDIR, Şubat")).toBe("Çagrildi, simdi, Iptal, IGDIR, Subat");
  expect(toGsm7("Łódź, Đorđe, Þór, Ÿ")).toBe("Lódz, Dorde, Thór, Y".replaceAll("ó", "o"));
});

test("a letter written with its accent apart is one letter", () => {
  expect(toGsm7("Me\u0301diathe\u0300que, fene\u0302tre")).toBe("Médiathèque, fenetre");
});

test("what has no Latin letter is a question mark, so that somebody sees it", () => {
  expect(toGsm7("Київ 🙂")).toBe("???? ?");
});

test("the names of places of two regions are Latin, and none of their letters is lost", () => {
  for (const file of ["tests/data/lieux-grand-est.json", "tests/data/lieux-ille-et-vilaine.json"])
    for (const { nom } of JSON.parse(readFileSync(file, "utf8")) as { nom: string }[])
      if (!nom.includes("?")) expect(toGsm7(nom)).not.toContain("?");
});

test("whatever is written, what comes out is GSM-7, and again stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const plain = toGsm7(text);
      expect(segmentsOf(plain).encoding).toBe("GSM-7");
      expect(toGsm7(plain)).toBe(plain);
    }),
    { numRuns: runs(1_000) },
  );
});

test("each letter of the first thousands is one that the package counts in GSM-7 exactly when it stays", () => {
  for (let code = 32; code < 0x2200; code += 1) {
    const letter = String.fromCodePoint(code);
    if (letter.normalize("NFC") !== letter) continue;
    const stays = toGsm7(letter) === letter;
    expect({ code, gsm7: segmentsOf(letter).encoding === "GSM-7" }).toEqual({ code, gsm7: stays });
  }
});

const gsm7 = (segments: number) => ({ encoding: "GSM-7", segments });
const ucs2 = (segments: number) => ({ encoding: "UCS-2", segments });

test("in GSM-7 one segment has 160 letters, of several each has 153", () => {
  expect(segmentsOf("é".repeat(160))).toEqual(gsm7(1));
  expect(segmentsOf("é".repeat(161))).toEqual(gsm7(2));
  expect(segmentsOf("é".repeat(306))).toEqual(gsm7(2));
  expect(segmentsOf("é".repeat(307))).toEqual(gsm7(3));
});

test("in UCS-2 one segment has 70 letters, of several each has 67", () => {
  expect(segmentsOf("م".repeat(70))).toEqual(ucs2(1));
  expect(segmentsOf("م".repeat(71))).toEqual(ucs2(2));
  expect(segmentsOf("م".repeat(134))).toEqual(ucs2(2));
  expect(segmentsOf("م".repeat(135))).toEqual(ucs2(3));
});

test.each(["’", "\u00a0", "\u2011", "ê", "ç", "ş", "ı", "ğ"])("one %j makes a text of GSM-7 one of UCS-2", (letter) => {
  expect(segmentsOf(`${"a".repeat(69)}${letter}`)).toEqual(ucs2(1));
  expect(segmentsOf(`${"a".repeat(70)}${letter}`)).toEqual(ucs2(2));
});

test.each([..."€[]{}|^~\\"])("%j counts twice, and is not cut between two segments", (letter) => {
  expect(segmentsOf(letter.repeat(80))).toEqual(gsm7(1));
  expect(segmentsOf(letter.repeat(81))).toEqual(gsm7(2));
  // The letter would lie on the 153rd and 154th place: it goes to the second segment, which has room for 151 more.
  expect(segmentsOf(`${"a".repeat(152)}${letter}${"a".repeat(151)}`)).toEqual(gsm7(2));
  expect(segmentsOf(`${"a".repeat(152)}${letter}${"a".repeat(152)}`)).toEqual(gsm7(3));
});

test("a new line counts once", () => {
  expect(segmentsOf(`${"a".repeat(158)}\na`)).toEqual(gsm7(1));
  expect(segmentsOf(`${"a".repeat(159)}\na`)).toEqual(gsm7(2));
});
