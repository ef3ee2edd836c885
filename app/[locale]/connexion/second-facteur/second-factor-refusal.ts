import { localeOf } from "#i18n/routing.ts";
import type { TooOften } from "#lib/server/edge/rate-limit.ts";
import { translatorIn } from "#lib/server/translate.ts";
import type { FieldRefusals, StaffRefusal } from "#lib/wire/staff-form.ts";

type FactorRefusal = TooOften | { readonly ok: false; readonly refusal: StaffRefusal };

/**
 * Why a code of the second factor was refused, beside its field; after too many wrong ones with how many minutes to
 * wait.
 */
export function secondFactorRefusals(refused: FactorRefusal, locale: string): FieldRefusals {
  if (!("seconds" in refused)) return { [refused.refusal === "wrong-code" ? "code" : "form"]: refused.refusal };
  const say = translatorIn(localeOf(locale), "auth.factor");
  return { code: { said: say("wait", { minutes: Math.ceil(refused.seconds / 60) }) } };
}
