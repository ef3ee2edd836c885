import { useTranslations, useLocale } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Pictogram } from "#components/ui/pictogram.tsx";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { pictureName } from "#lib/queue/line/visit.ts";
import { type Instant, SECOND } from "#lib/time/instant.ts";
import { keyOf, type CalledNumber } from "./board-announcements.ts";
import type { Outage, OutageSentence, RoomPhase, RoomData } from "./board-room.ts";
import { assertNever } from "#lib/result.ts";
import { sayHour } from "#lib/time/say.ts";
import { orderRuleKeys } from "#components/order-rule-keys.ts";
import { FrenchText } from "#components/ui/french-text.tsx";

type Props = {
  room: RoomData;
  phase: RoomPhase;
  board: LiveBoard | undefined;
  call: CalledNumber | undefined;
  outage: Outage | undefined;
  elsewhere: readonly OutageSentence[];
  now: Instant;
};

/**
 * The large side: the current call, or what to do until there is one; below, the rules of the order. In a long outage
 * only what to do, in every language.
 */
export function BoardMain({ room, phase, board, call, outage, elsewhere, now }: Props) {
  const t = useTranslations("screen");
  const teamSilent = board?.alive === false;
  if (outage?.isLong) return <StayInTheRoom place={room.place} elsewhere={elsewhere} />;
  return (
    <main className="@container flex flex-col px-[calc(6.5*var(--u))] py-[calc(5*var(--u))]">
      <h1 className="sr-only">{t("title", { place: room.place })}</h1>
      <div
        role="status"
        aria-live="polite"
        aria-atomic="true"
        className={`grid flex-1 content-start ${outage || teamSilent ? "opacity-40 grayscale" : ""}`}
      >
        {call && phase === "calls" ? (
          <CallShown key={keyOf(call)} call={call} />
        ) : (
          <NoCall room={room} phase={phase} now={now} />
        )}
      </div>
      <div className="min-h-[calc(17*var(--u))] content-end text-[calc(6.2*var(--u))] leading-[1.25] font-semibold">
        {outage && phase !== "closed" ? (
          <Warning icon="no-network">
            {t("out.title")} {t("out.what")}
          </Warning>
        ) : teamSilent ? (
          <Warning icon="no-network">{t("noNetwork")}</Warning>
        ) : (
          <BoardSentences board={board} />
        )}
      </div>
    </main>
  );
}

/**
 * What people in the room do while the screen knows nothing: also in the languages of those who cannot read its own.
 */
function StayInTheRoom({ place, elsewhere }: { place: string; elsewhere: readonly OutageSentence[] }) {
  const t = useTranslations("screen");
  return (
    <main className="@container flex flex-col justify-between gap-[calc(3*var(--u))] px-[calc(6.5*var(--u))] py-[calc(6*var(--u))]">
      <h1 className="sr-only">{t("title", { place })}</h1>
      <div role="alert" className="grid gap-[calc(3.4*var(--u))]">
        <p className="text-[min(9.4*var(--u),9.4cqw)] leading-[1.1] font-extrabold text-balance">{t("out.title")}</p>
        <p className="text-[calc(6.5*var(--u))] leading-[1.25] font-semibold text-balance">{t("out.what")}</p>
      </div>
      <ul className="grid gap-[calc(1.4*var(--u))] text-[calc(4.6*var(--u))] leading-[1.3]">
        {elsewhere.map(({ locale, text }) => (
          <li key={locale} lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
            {text}
          </li>
        ))}
      </ul>
    </main>
  );
}

/** The key makes each call a new element, so that screen readers announce the whole of it. */
function CallShown({ call }: { call: CalledNumber }) {
  const t = useTranslations("screen");
  const pictures = useTranslations("pictures");
  return (
    <div className="[--hole:var(--color-room)]">
      <p className="flex flex-wrap items-center gap-x-[calc(5*var(--u))] text-turn">
        <span className="number text-[min(37*var(--u),37cqw)]">{call.number}</span>
        <span className="grid justify-items-center gap-[calc(1*var(--u))]">
          <Pictogram picture={call.picture} className="size-[min(25*var(--u),25cqw)]" />
          <span className="text-[calc(5*var(--u))] leading-none font-bold text-white">
            {pictures(pictureName(call.picture))}
          </span>
        </span>
      </p>
      {call.toFetch ? (
        <p className="mt-[calc(4*var(--u))] text-[min(10*var(--u),10cqw)] leading-[1.1] font-extrabold">{t("fetch")}</p>
      ) : (
        <p className="mt-[calc(4*var(--u))] leading-none font-bold">
          <span className="block text-[calc(6.2*var(--u))]">{t("go")} </span>
          <span className="mt-[calc(1.5*var(--u))] block text-[min(15*var(--u),15cqw)] font-extrabold">
            {t("goDesk", { desk: call.desk })}
          </span>
        </p>
      )}
    </div>
  );
}

const Warning = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <p
    role="alert"
    className="flex items-center gap-[calc(3*var(--u))] border-s-[calc(1*var(--u))] border-turn ps-[calc(3*var(--u))] text-[calc(5*var(--u))]"
  >
    <Icon name={icon} className="size-[calc(9*var(--u))] text-turn" />
    <span>{children}</span>
  </p>
);

/** The large side without a call: the state of the half-day, and what to do. */
function NoCall({ room, phase, now }: { room: RoomData; phase: RoomPhase; now: Instant }) {
  const t = useTranslations("screen");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, room.zone, locale);
  const { span, numbers } = room.permanence ?? {};
  const start = span && now < span.start ? hour(span.start) : undefined;
  switch (phase) {
    case "closed":
      return (
        <NoCallMessage
          icon="clock"
          title={t("closed.title")}
          what={
            room.next ? t("closed.next", { day: room.next.day, hour: hour(room.next.span.start) }) : t("closed.none")
          }
        />
      );
    case "not-yet":
      return (
        <NoCallMessage
          icon="clock"
          title={t("notYet.title")}
          what={start === undefined ? t("notYet.late") : t("notYet.what", { hour: start })}
        />
      );
    case "numbers":
      return (
        <NoCallMessage
          icon="number"
          title={numbers === "stopped" ? t("stopped") : t("numbers.title")}
          what={start === undefined ? t("numbers.soon") : t("numbers.what", { hour: start })}
        />
      );
    case "suspended":
      return <NoCallMessage icon="clock" title={refusals("lineSuspended")} />;
    case "nobody-called":
    case "calls":
      return span && span.end <= now ? (
        <NoCallMessage icon="clock" title={t("ending.title")} what={t("ending.what")} />
      ) : (
        <NoCallMessage icon="number" title={t("nobodyCalled.title")} what={t("nobodyCalled.what")} />
      );
    default:
      return assertNever(phase);
  }
}

const NoCallMessage = ({ icon, title, what }: { icon: IconName; title: string; what?: string }) => (
  <div className="grid gap-[calc(3.4*var(--u))]">
    <Icon name={icon} className="size-[calc(15*var(--u))] text-turn" />
    <p className="text-[min(9.4*var(--u),9.4cqw)] leading-[1.1] font-extrabold text-balance">{title}</p>
    {what !== undefined && <p className="text-[calc(6.5*var(--u))] leading-[1.25]">{what}</p>}
  </div>
);

/** Milliseconds: long enough to be read twice by slow readers. */
const MS_PER_SENTENCE = 12 * SECOND;

/** Characters: longer sentences are set smaller, or they would take a fourth line. */
const LONG_SENTENCE = 60;

/**
 * The message of the team, which stays, and the rules of the order, one sentence at a time: below it smaller. With
 * reduced motion all at once.
 */
export function BoardSentences({ board }: { board: LiveBoard | undefined }) {
  const t = useTranslations("rules");
  const message = board?.message;
  // Who is out does not read this screen.
  const letPast =
    board?.follows.some(({ letPast, state, awayUntil }) => letPast && state === "waiting" && awayUntil === undefined) ??
    false;
  const sentences = [...(letPast ? [t("letPast")] : []), ...orderRuleKeys.map(([rule]) => t(rule))];
  const turn = useSentenceIndex(sentences.length);
  return (
    <>
      {message !== undefined && (
        <p className={sizeOf(message)}>
          <FrenchText text={message} />
        </p>
      )}
      <p
        className={`motion-reduce:hidden ${message === undefined ? sizeOf(sentences[turn]) : "text-[calc(3.4*var(--u))]"}`}
      >
        {sentences[turn]}
      </p>
      <ul className="hidden gap-[calc(0.6*var(--u))] text-[calc(3.4*var(--u))] motion-reduce:grid">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

const sizeOf = (sentence = ""): string => (sentence.length > LONG_SENTENCE ? "text-[calc(5*var(--u))]" : "");

/** The index of the sentence shown, which advances in turn; starts again when the number of sentences changes. */
function useSentenceIndex(count: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setTurn(0);
    const turning = setInterval(() => setTurn((before) => (before + 1) % count), MS_PER_SENTENCE);
    return () => clearInterval(turning);
  }, [count]);
  return turn % count;
}
