import { createFile, readUpload, type Upload } from "./api/read-upload.ts";
import type { Post } from "./form.ts";
import { withProxyHeaders } from "./proxy-headers.ts";
import { answerForm, type StaffOutcome } from "./staff-form.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { keepText, type KeptUploads } from "#lib/server/kept-upload.ts";
import type { FieldRefusals, StaffRefusal } from "#lib/wire/staff-form.ts";

type RefusedImport = { readonly ok: false; readonly refusals: FieldRefusals };
type Fields = Upload["fields"];

/** A file that was sent and is kept at `path`. `pasted`: its text was pasted instead. */
type SentFile = {
  readonly path: string;
  readonly id: string;
  readonly organisation: string;
  readonly fileName: string;
  readonly fields: Fields;
  readonly pasted: boolean;
};

type TakingIn = {
  /** The page of the import, without language. */
  readonly page: string;
  /** The key of the sentence that it was tried. */
  readonly done: string;
  readonly files: Pick<KeptUploads, "fresh" | "remove">;
  /** Bytes of a file. */
  readonly largest: number;
  /**
   * Bytes of a text that may be pasted into the field `text` instead of a file: with its other fields it fits into a
   * form of the team.
   */
  readonly longestText?: number;
  readonly mayImport: (actor: StaffActor) => boolean;
  /** Tries the import and keeps what it would do. */
  readonly tryImport: (actor: StaffActor, sent: SentFile) => Promise<{ readonly ok: true } | RefusedImport>;
};

/** Files of a kind that one process takes in and tries at once; each may be large, and takes seconds to read. */
const AT_ONCE = 2;

const ofFile: Readonly<Record<Exclude<Upload["file"], "kept">, StaffRefusal>> = {
  none: "missing",
  "too-large": "file-too-large",
  cut: "file-cut",
  "no-room": "no-room",
  malformed: "malformed",
};

const refused = (field: string, refusal: StaffRefusal): RefusedImport => ({
  ok: false,
  refusals: { [field]: refusal },
});

/**
 * Takes in a file of the team, in the field `file`, and tries its import; the page that follows says what it would do.
 * `proxy.ts` does not see such an address, since it would cut what is longer than its limit
 * (docs/decisions/places-and-towns.md): the checks of a form and the headers of a page are made here.
 */
export function takesInFile(taking: TakingIn): Post {
  let working = 0;
  return async (request, given) => {
    let fields: Fields = {};
    const post = answerForm(
      taking.page,
      "file",
      async ({ actor }) => {
        if (!taking.mayImport(actor)) return refused("form", "not-allowed");
        if (working >= AT_ONCE) return refused("form", "busy");
        working += 1;
        try {
          return await takeIn(actor, request, taking, (read) => (fields = read));
        } finally {
          working -= 1;
        }
      },
      () => Promise.resolve(fields),
    );
    return withProxyHeaders(await post(request, given));
  };
}

async function takeIn(
  actor: StaffActor,
  request: Request,
  { page, done, files, largest, longestText, tryImport }: TakingIn,
  keepFields: (fields: Fields) => void,
): Promise<StaffOutcome> {
  const kept = await files.fresh(actor.user);
  if (!kept) return refused("file", "no-room");
  const { id, path } = kept;
  const outcome = await (async (): Promise<StaffOutcome> => {
    const upload = await readUpload(request, "file", path, largest, createFile, longestText);
    const { fields, fileName, file } = upload;
    keepFields(fields);
    const text = longestText === undefined ? "" : (fields["text"] ?? "");
    const pasted = file === "none" && text.trim() !== "";
    if (pasted) {
      if (Buffer.byteLength(text) >= (longestText ?? 0)) return refused("text", "form-too-large");
      await keepText(path, text);
    } else if (file !== "kept") return refused("file", ofFile[file]);
    const { organisation = "", slug = "" } = fields;
    const sent = { path, id, organisation, fileName: cleanText(fileName)?.slice(0, 80) ?? "", fields, pasted };
    const tried = await tryImport(actor, sent);
    return tried.ok ? { ok: true, done, to: trialOf(page, slug, id) } : tried;
  })().catch(async (error: unknown) => {
    await files.remove(actor.user, id);
    throw error;
  });
  if (!outcome.ok) await files.remove(actor.user, id);
  return outcome;
}

type Importing = {
  readonly page: string;
  /** Which form of the page imports. */
  readonly form: string;
  /** The key of the sentence that it was imported, or undone. */
  readonly done: string;
  /** Imports the file of that id. */
  readonly doImport: (actor: StaffActor, id: string, fields: Fields) => Promise<{ readonly ok: true } | RefusedImport>;
};

/**
 * Imports the file whose trial was shown. The field `kept` holds its id, and the address too (`?fichier`), so that the
 * trial is shown again when the import is refused.
 */
export const importsFile = ({ page, form, done, doImport }: Importing): Post =>
  answerForm(
    ({ query }) => (query("fichier") === "" ? page : trialOf(page, query("organisation"), query("fichier"))),
    form,
    async ({ actor, fields, text }) => {
      const imported = await doImport(actor, text("kept"), fields);
      return imported.ok ? { ok: true, done, to: trialOf(page, text("slug"), text("kept")) } : imported;
    },
  );

/** The page that shows what was found out about a file. */
const trialOf = (page: string, slug: string, id: string): string =>
  `${page}?${new URLSearchParams({ organisation: slug, fichier: id })}`;
