import { act, answerForm, changing, refused, type Act } from "#app/staff-form.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import {
  changeOwnAccount,
  changeOwnPhone,
  endOtherLogins,
  endOwnLogin,
  storedAccount,
  storedPhone,
} from "#lib/server/auth/own-account.ts";
import { revokeOwnToken } from "#lib/server/auth/own-tokens.ts";
import { ownPhoneForm, personForm } from "#lib/wire/access/people.ts";

/** What the forms of one's own page do. `id`: of the login or token by which its form is named. */
const ACTS: Readonly<Record<string, (id: string) => Act>> = {
  nom: () =>
    changing(
      ({ actor }) => storedAccount(actor),
      act({ form: personForm, run: ({ actor, seen }, typed) => changeOwnAccount(actor, typed, seen), done: "saved" }),
    ),
  telephone: () =>
    changing(
      ({ actor }) => storedPhone(actor),
      act({ form: ownPhoneForm, run: ({ actor, seen }, typed) => changeOwnPhone(actor, typed, seen), done: "saved" }),
    ),
  "fermer-autres": () =>
    act({
      run: ({ actor, headers }) => endOtherLogins(actor, cookieIn(headers, sessionCookie.name)),
      done: "loginsEnded",
    }),
  fermer: (id) => act({ run: ({ actor }) => endOwnLogin(actor, id), done: "loginEnded" }),
  revoquer: (id) => act({ run: ({ actor }) => revokeOwnToken(actor, id), done: "tokenRevoked" }),
};

/** The forms of one's own page. */
export const POST = Object.assign(
  answerForm(
    "/moi",
    ({ part }) => part("acte"),
    (sent) => {
      const acte = sent.part("acte");
      const [what = "", id = ""] = Object.hasOwn(ACTS, acte) ? [acte] : acte.split(/-(.*)/su);
      const found = Object.hasOwn(ACTS, what) ? ACTS[what] : undefined;
      return found ? found(id)(sent) : refused("malformed");
    },
  ),
  { acts: Object.keys(ACTS) },
);
