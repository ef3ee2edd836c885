import { useLocale, useTranslations } from "next-intl";
import { PhoneNumber } from "#components/phone-number.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDate } from "#lib/time/say.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

type ShareRequest = {
  readonly id: string;
  readonly sender: string;
  readonly email?: string;
  readonly phone?: string;
  readonly purpose: string;
  readonly at: Instant;
};

type Props = {
  requests: readonly ShareRequest[];
  slug: string;
  zone: string;
  days: number;
  typed: TypedForm | undefined;
};

/**
 * What partners ask for: each with a way to write or call, and an answer. `slug`: of the organisation that is asked.
 */
export function ShareRequests({ requests, slug, zone, days, typed }: Props) {
  const t = useTranslations("staff.shares.requests");
  const locale = useLocale();
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="demandes" className="grid gap-3">
      <h2 id="demandes">{t("title", { count: requests.length })}</h2>
      <p className="text-soft">{t("what", { days })}</p>
      <ul className="grid gap-2.5 md:grid-cols-2">
        {requests.map(({ id, sender, email, phone, purpose, at }) => (
          <Card as="li" key={id} className="grid content-start gap-2">
            <h3 className="wrap-anywhere">{sender}</h3>
            <p className="text-soft">{sayDate(localDateOf(at, zone), locale)}</p>
            <p className="wrap-anywhere whitespace-pre-line">{purpose}</p>
            {email !== undefined && (
              <p>
                <a href={`mailto:${email}`} dir="ltr" className="inline-flex min-h-target items-center wrap-anywhere">
                  {email}
                </a>
              </p>
            )}
            {phone !== undefined && (
              <p>
                <PhoneNumber phone={phone} touch />
              </p>
            )}
            <div className="flex flex-wrap items-center gap-3">
              <PageLink
                href={`/coordination/partages/creer?${new URLSearchParams({ organisation: slug, demande: id })}`}
                className={buttonClass()}
              >
                {t("accept")}
                <span className="sr-only"> {sender}</span>
              </PageLink>
              <StaffForm
                form={`refuser-${id}`}
                action="/coordination/partages/demandes/refuser"
                typed={typed}
                submit={t("refuse")}
                look="quiet"
              >
                {() => (
                  <>
                    <input type="hidden" name="request" value={id} />
                    <input type="hidden" name="slug" value={slug} />
                  </>
                )}
              </StaffForm>
            </div>
          </Card>
        ))}
      </ul>
    </section>
  );
}
