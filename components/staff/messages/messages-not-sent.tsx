import { useLocale, useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { MessageNotSent } from "#lib/message/not-sent.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";

/** Half-days of one message that are named. */
const MOST = 6;

type Props = {
  readonly messages: readonly MessageNotSent[];
  readonly action: string;
  readonly typed: TypedForm | undefined;
  readonly organisation: { readonly id: string; readonly slug: string };
};

/**
 * The messages to the team, to contacts on site and to partners that never left: to whom, what about, why, what to do,
 * and the button that notes that it was said. Nobody else is named.
 */
export function MessagesNotSent({ messages, action, typed, organisation }: Props) {
  const t = useTranslations("staff.messages.notSent");
  if (messages.length === 0)
    return (
      <p className="flex items-center gap-2">
        <Icon name="check" size={24} />
        {t("none")}
      </p>
    );
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {messages.map((message) => (
        <Message key={message.id} {...{ message, action, typed, organisation }} />
      ))}
    </ul>
  );
}

/** What to do where the mailbox refused it: where the address is. */
const REFUSED = { team: "refused", contact: "refusedByContact", partner: "refusedByPartner" } as const;

function pageOf(to: MessageNotSent["to"]): string {
  if (to.is === "partner") return `partages/${to.share}`;
  return to.is === "contact" ? `lieux/${to.slug}` : `equipe/${to.account}`;
}

function Message({
  message,
  action,
  typed,
  organisation,
}: Omit<Props, "messages"> & { readonly message: MessageNotSent }) {
  const t = useTranslations("staff.messages.notSent");
  const locale = useLocale();
  const { id, kind, why, to, halfDays } = message;
  const what = t.has(`kinds.${kind}` as "kinds.other") ? (kind as "other") : "other";
  const refused = REFUSED[to.is];
  const todo = why === "refused" ? refused : why === "unknown" ? why : "other";
  const page = pageOf(to);
  return (
    <Card as="li" className="grid content-start gap-2">
      <h3>
        <PageLink
          href={`/coordination/${page}?organisation=${organisation.slug}`}
          className="inline-flex min-h-target items-center"
        >
          <bdi>{to.name}</bdi>
        </PageLink>
      </h3>
      {to.is === "contact" && (
        <p className="text-soft">
          <FrenchText text={to.place} />
        </p>
      )}
      {to.is === "partner" && to.shareName !== to.name && (
        <p className="text-soft">{t.rich("share", { name: to.shareName, text: (name) => <bdi>{name}</bdi> })}</p>
      )}
      <p className="font-bold">{t(`kinds.${what}`)}</p>
      {halfDays.length > 0 && (
        <ul className="grid gap-1">
          {halfDays.slice(0, MOST).map(({ span, place, zone }, index) => (
            <li key={index}>
              <FrenchText
                text={t("halfDay", {
                  day: sayDay(localDateOf(span.start, zone), locale),
                  from: sayHour(span.start, zone, locale),
                  to: sayHour(span.end, zone, locale),
                  place,
                })}
              />
            </li>
          ))}
          {halfDays.length > MOST && <li>{t("more", { count: halfDays.length - MOST })}</li>}
        </ul>
      )}
      <p>
        {t(`why.${why}`)} <strong>{t(`do.${todo}`)}</strong>
      </p>
      {to.is !== "team" && to.phone !== undefined && <CallLink phone={to.phone} />}
      <StaffForm form={`dit-${id}`} action={`${action}?message=${id}`} typed={typed}>
        {() => (
          <div>
            <input type="hidden" name="organisation" value={organisation.id} />
            <input type="hidden" name="slug" value={organisation.slug} />
            <Button type="submit" name="message" value={id} look="ghost">
              <Icon name="check" />
              {t("settled")}
            </Button>
          </div>
        )}
      </StaffForm>
    </Card>
  );
}
