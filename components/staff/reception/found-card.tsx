import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { FoundAppointment } from "#lib/booking/found-appointment.ts";
import { groupsOfCode } from "#lib/booking/spelled-code.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { CodeToRead } from "./code-to-read.tsx";
import { KeyCap } from "./key-cap.tsx";
import { ContactGiven } from "./masked-list.tsx";
import { PostForm } from "./post-form.tsx";

/** The appointment that was just booked: its code to read aloud, when and where, and on to the next person. */
export function BookedCard({
  found,
  topics,
  slug,
  children,
}: {
  found: FoundAppointment;
  topics: string;
  slug: string;
  children?: ReactNode;
}) {
  const t = useTranslations("staff.reception");
  const locale = useLocale();
  const { code, span, timeZone, place } = found.held;
  return (
    <section aria-labelledby="pris" className="grid gap-4 rounded-card border-2 border-ok bg-accent-soft p-5">
      <h2 id="pris" tabIndex={-1} {...{ autoFocus: true }}>
        {t("booked.title")}
      </h2>
      {code !== undefined && <CodeToRead code={code} />}
      <p className="grid gap-0.5 text-lg">
        <b className="first-letter:uppercase">
          {t("found.when", {
            day: sayDay(localDateOf(span.start, timeZone), locale),
            hour: sayHour(span.start, timeZone, locale),
          })}
        </b>
        <FrenchText text={`${place.name}, ${place.address}`} />
        <span>{topics}</span>
      </p>
      <NextCall slug={slug} />
      {children}
    </section>
  );
}

/** On to the next person, with one key. */
export function NextCall({ slug }: { slug: string }) {
  const t = useTranslations("staff.reception.booked");
  return (
    <p>
      <PageLink
        href={`/accueil?${new URLSearchParams({ organisation: slug })}`}
        className={buttonClass()}
        aria-keyshortcuts="F2"
      >
        {t("next")}
        <KeyCap name="F2" />
      </PageLink>
    </p>
  );
}

/** An appointment that was opened: when and where, what is known of the person, and how they are reached. */
export function FoundCard({
  found,
  topics,
  children,
}: {
  found: FoundAppointment;
  topics: string;
  children?: ReactNode;
}) {
  const t = useTranslations("staff.reception");
  const locale = useLocale();
  const { held, name, phone, email, ref } = found;
  const { span, timeZone, place, code } = held;
  const whole = [phone?.whole, email?.whole].filter((one) => one !== undefined);
  return (
    <section aria-labelledby="trouve" className="grid gap-3 rounded-card border-2 border-edge bg-card p-4">
      <h2 id="trouve" tabIndex={-1} {...{ autoFocus: true }} className="first-letter:uppercase">
        {t("found.when", {
          day: sayDay(localDateOf(span.start, timeZone), locale),
          hour: sayHour(span.start, timeZone, locale),
        })}
      </h2>
      <p className="grid gap-0.5">
        <b>
          <FrenchText text={place.name} />
        </b>
        <FrenchText text={`${place.address}, ${place.city}`} />
        <span>{topics}</span>
        {name !== undefined && (
          <span>{t.rich("found.name", { name: () => <bdi className="font-bold">{name}</bdi> })}</span>
        )}
        {code !== undefined && (
          <span>
            {t.rich("found.code", {
              code: () => (
                <bdi dir="ltr" className="font-bold">
                  {groupsOfCode(code).join(" ")}
                </bdi>
              ),
            })}
          </span>
        )}
      </p>
      {whole.length > 0 ? (
        whole.map((one) => (
          <bdi key={one} dir="ltr" className="justify-self-start font-bold">
            {one.startsWith("+") ? sayPhone(one) : one}
          </bdi>
        ))
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <span>
            <ContactGiven ending={phone?.ending} email={email !== undefined} />
          </span>
          {(phone ?? email) && (
            <>
              <PostForm act="montrer" fields={{ trouve: ref }} look="quiet">
                {t("found.show")}
              </PostForm>
              <PostForm act="renvoyer" fields={{ ref }} look="ghost">
                {t("masked.send")}
              </PostForm>
            </>
          )}
        </div>
      )}
      {children}
    </section>
  );
}
