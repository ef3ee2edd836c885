import { useLocale, useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Instant } from "#lib/time/instant.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type OwnToken = { readonly id: string; readonly name: string; readonly ends: Instant; readonly state: string };

/** One's own tokens of programs, each with its end and a button that revokes it; nothing for who has none. */
export function OwnTokens({ tokens, typed }: { tokens: readonly OwnToken[]; typed: TypedForm | undefined }) {
  const t = useTranslations("staff.own");
  const locale = useLocale();
  if (tokens.length === 0) return null;
  return (
    <section aria-labelledby="tokens" className="grid gap-3">
      <h2 id="tokens">{t("tokens")}</h2>
      <ul className="grid gap-3">
        {tokens.map(({ id, name, ends, state }) => {
          const day = sayDay(localDateOf(ends, "Europe/Paris"), locale);
          return (
            <Card as="li" key={id} className="flex flex-wrap items-center justify-between gap-3">
              <div>
                <p className="break-words font-bold">
                  <bdi>{name}</bdi>
                </p>
                <p className="text-soft">{state === "expired" ? t("tokenOver", { day }) : t("tokenUntil", { day })}</p>
              </div>
              <StaffForm
                form={`revoquer-${id}`}
                action={`/moi/revoquer-${id}`}
                typed={typed}
                submit={t("revoke")}
                look="quiet"
              />
            </Card>
          );
        })}
      </ul>
    </section>
  );
}
