import { Fragment, type ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Message = {
  readonly tag: string;
  readonly channel: "sms" | "mail";
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  readonly segments?: number;
  readonly at: Instant;
};

/**
 * What a demonstration would send: SMS as bubbles with what they cost, mails with their subject; the latest first.
 * `waiting`: how many wait to leave.
 */
export function DemoMessages({ messages, waiting }: { messages: readonly Message[]; waiting: number }) {
  const t = useTranslations("demoMessages");
  const sms = messages.filter(({ channel }) => channel === "sms");
  const mails = messages.filter(({ channel }) => channel === "mail");
  return (
    <div className="grid gap-6">
      <div className="grid gap-1">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p>{t("what")}</p>
        <p className="text-soft">{t("private")}</p>
        {waiting > 0 && <p className="font-bold">{t("waiting", { count: waiting })}</p>}
      </div>
      {messages.length === 0 ? (
        waiting === 0 && <p>{t("empty")}</p>
      ) : (
        <div className="grid items-start gap-8 min-[52rem]:grid-cols-2">
          <Column title={t("sms")} icon="telephone" messages={sms} />
          <Column title={t("mail")} icon="envelope" messages={mails} />
        </div>
      )}
    </div>
  );
}

function Column({
  title,
  icon,
  messages,
}: {
  title: string;
  icon: "telephone" | "envelope";
  messages: readonly Message[];
}) {
  if (messages.length === 0) return null;
  return (
    <section className="grid gap-4">
      <h2 className="flex items-center gap-2 text-lg font-bold">
        <Icon name={icon} />
        {title}
      </h2>
      <ul className="grid gap-5">
        {messages.map((message) => (
          <li key={message.tag}>
            {message.channel === "sms" ? <Sms message={message} /> : <Mail message={message} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of the demonstration: it has no place of its own. */
const ZONE = "Europe/Paris";

/** The text with the addresses of its pages as links, as a telephone shows them. */
const WithLinks = ({ text }: { text: string }) =>
  text.split(/(\S+\/r\/[\da-z]{12})/u).map((part, at) =>
    at % 2 === 0 ? (
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <a key={at} href={part.slice(part.lastIndexOf("/r/"))} dir="ltr">
        {part}
      </a>
    ),
  );

function Head({ message, children }: { message: Message; children?: ReactNode }) {
  const t = useTranslations("demoMessages");
  const locale = useLocale();
  return (
    <p className="flex flex-wrap justify-between gap-x-4 text-sm text-soft">
      <span>
        {t("to", { to: `\u2066${message.to}\u2069` })} · {sayDay(localDateOf(message.at, ZONE), locale)} ·{" "}
        {sayClockTime(message.at, ZONE, locale)}
      </span>
      {children}
    </p>
  );
}

function Sms({ message }: { message: Message }) {
  const t = useTranslations("demoMessages");
  const { body, segments = 1 } = message;
  return (
    <article className="grid gap-1">
      <Head message={message}>
        <span>
          {t("letters", { count: body.length })} · <b className="text-ink">{t("segments", { count: segments })}</b>
        </span>
      </Head>
      <p
        dir="auto"
        className="rounded-card rounded-es-none border-2 border-edge bg-card p-4 whitespace-pre-line wrap-anywhere"
      >
        <WithLinks text={body} />
      </p>
    </article>
  );
}

function Mail({ message }: { message: Message }) {
  const t = useTranslations("demoMessages");
  const { tag, subject, body } = message;
  return (
    <article className="grid gap-1">
      <Head message={message} />
      <div className="grid gap-2 rounded-card border-2 border-edge bg-card p-4">
        <h3 dir="auto" className="font-bold">
          {subject}
        </h3>
        <p dir="auto" className="whitespace-pre-line wrap-anywhere">
          {body}
        </p>
        <PageLink href={`/messages/${tag}`} className="inline-flex min-h-target items-center font-bold">
          {t("open")}
        </PageLink>
      </div>
    </article>
  );
}
