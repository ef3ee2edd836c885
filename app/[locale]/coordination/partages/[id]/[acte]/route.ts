import { getTranslations } from "next-intl/server";
import { act, answerForms, changing, type SentForm, type Stored } from "#app/staff-form.ts";
import { changeShare, renewShare, revokeShare } from "#lib/server/calendar/change-share.ts";
import { readGivenShare, type GivenShare } from "#lib/server/calendar/given-shares.ts";
import {
  fieldsOfFrame,
  fieldsOfShare,
  refusedOriginsOfForm,
  shareChangeForm,
  shareFrameForm,
  SHOWN_TOGETHER,
  type ShareChange,
} from "#lib/wire/calendar/share.ts";

const save = ({ actor, part, seen }: SentForm, change: ShareChange) => changeShare(actor, part("id"), change, seen);
const saveFrame = act({ form: shareFrameForm, run: save, done: "saved" });

const stored =
  (fieldsOf: (share: GivenShare) => Readonly<Record<string, string>>): Stored =>
  async ({ actor, part }) => {
    const share = await readGivenShare(actor, part("id"));
    return share.ok ? fieldsOf(share.value) : undefined;
  };

/** The forms of the page of a share. */
export const POST = answerForms(({ part }) => `/coordination/partages/${part("id")}`, {
  changer: changing(stored(fieldsOfShare), act({ form: shareChangeForm, run: save, done: "saved" }), {
    together: [SHOWN_TOGETHER],
  }),
  cadre: changing(stored(fieldsOfFrame), async (sent) => {
    const said = await sayRefusedOrigin(sent);
    return said === undefined ? saveFrame(sent) : { ok: false, refusals: { origins: { said } } };
  }),
  renouveler: act({
    run: ({ actor, part, text }) => renewShare(actor, part("id"), Number.parseInt(text("generation"), 10) || 0),
    done: "shareRenewed",
  }),
  arreter: act({
    run: ({ actor, part }) => revokeShare(actor, part("id")),
    done: "shareRevoked",
    to: () => "/coordination/partages",
  }),
});

/** Which of the sites is the first that is refused, by its line, and why; undefined when all are taken. */
async function sayRefusedOrigin({ fields, locale }: SentForm): Promise<string | undefined> {
  const [refused] = refusedOriginsOfForm(fields);
  if (!refused) return undefined;
  const t = await getTranslations({ locale, namespace: "staff.shares.frame" });
  return t(`refused.${refused.why}`, { line: refused.line, site: refused.site });
}
