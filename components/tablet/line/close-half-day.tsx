import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { isLeftOver, stillExpected, type BookingChoice, type Leftover } from "#lib/queue/acts/close.ts";
import { type ExpectedAppointment, type LineState, deskOf } from "#lib/queue/line/line-state.ts";
import { minutesBetween, type Instant } from "#lib/time/instant.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { Notice } from "#components/ui/notice.tsx";
import { helpBefore, isAtDesk, type Visit } from "#lib/queue/line/visit.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { DialogFoot } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useUnseenDesks } from "#components/tablet/use-hand.ts";
import { isMessageUnsent } from "#components/tablet/unsent-message.ts";
import { useLabels } from "#components/tablet/use-labels.ts";

/**
 * Closes the half-day. For each person who still has a number, and each booked person who has not arrived, the
 * conseiller says what follows, one by one or for all at once (docs/line.md#closing). The last buttons stay in view.
 */
export function CloseHalfDay({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.closing");
  const locale = useLocale();
  const shared = useTranslations("tablet.shared");
  const tablet = useTablet();
  const { site, state, now, act } = tablet;
  const networkActProps = useDisabled();
  const [choices, choose] = useState<Readonly<Record<string, Leftover>>>({});
  const [decisions, decide] = useState<Readonly<Record<string, BookingChoice>>>({});
  const own = deskOf(state, site.me);
  const unseen = useUnseenDesks();
  const [othersHaveEnded, confirm] = useState(false);
  const people = state.visits.filter(isLeftOver);
  const unarrived = stillExpected(state, now);
  const atDesks = state.visits.filter(isAtDesk);
  const leftovers = people.flatMap(({ id }) => (choices[id] === undefined ? [] : [{ visit: id, choice: choices[id] }]));
  const bookings = unarrived.flatMap(({ id }) =>
    decisions[id] === undefined ? [] : [{ appointment: id, choice: decisions[id] }],
  );
  const missing = people.length + unarrived.length - leftovers.length - bookings.length;
  if (atDesks.length > 0) {
    return (
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title")}</h2>
        <p>{t("busy", { numbers: atDesks.map(({ number }) => number).join(", ") })}</p>
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("cancel")}
        </ActButton>
      </div>
    );
  }
  if (unseen.length > 0 && !othersHaveEnded)
    return (
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title")}</h2>
        <p className="text-[1.2rem] font-bold">{t("others", { count: unseen.length, desks: unseen.join(", ") })}</p>
        <p className="text-soft">{t("othersUnseen")}</p>
        <ActButton actKey="others have ended" onAct={() => confirm(true)}>
          {t("othersEnded")}
        </ActButton>
        {own?.state === "present" && (
          <ActButton look="ghost" actKey="leave desk" onAct={() => (act({ type: "leave-desk" }), onClose())}>
            {t("leaveMine", { desk: own.number })}
          </ActButton>
        )}
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("cancel")}
        </ActButton>
      </div>
    );
  const early = minutesEarly(state, now);
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      {early > 0 && <Notice tone="warn">{t("early", { duration: sayDuration(early, locale) })}</Notice>}
      {isMessageUnsent(tablet) && <Notice tone="warn">{t("messageUnsent")}</Notice>}
      <p className="text-soft">{state.status !== "open" ? t("notHeld") : t("still", { count: people.length })}</p>
      {!people.every(helpBefore) && <p className="-mt-3">{t("booksNothing")}</p>}
      {people.length > 0 && site.sends !== "nothing" && <p className="-mt-3">{t("noSms")}</p>}
      {people.length > 1 && (
        <ActButton
          look="ghost"
          actKey="another date"
          onAct={() => choose(Object.fromEntries(people.map((visit) => [visit.id, usualChoice(visit)])))}
        >
          {t("allAnotherDate")}
        </ActButton>
      )}
      <ul className="grid gap-3 empty:hidden">
        {people.map((visit) => (
          <LeftoverChoice
            key={visit.id}
            visit={visit}
            chosen={choices[visit.id]}
            onChoose={(choice) => choose({ ...choices, [visit.id]: choice })}
          />
        ))}
      </ul>
      {unarrived.length > 0 && (
        <>
          <p>
            {t("booked", { count: unarrived.length })}{" "}
            <span className="text-soft">{site.shared ? shared("toTell") : t("tell", { sends: site.sends })}</span>
          </p>
          {unarrived.length > 1 && (
            <ActButton
              look="ghost"
              actKey="cancel appointments"
              onAct={() => decide(Object.fromEntries(unarrived.map(({ id }) => [id, "cancelled"])))}
            >
              {t("allCancelled")}
            </ActButton>
          )}
          <ul className="grid gap-3">
            {unarrived.map((booked, index) => (
              <BookingDecision
                key={booked.id}
                booked={booked}
                sameHourBefore={unarrived.slice(0, index).filter(({ hour }) => hour === booked.hour).length}
                chosen={decisions[booked.id]}
                onChoose={(choice) => decide({ ...decisions, [booked.id]: choice })}
              />
            ))}
          </ul>
        </>
      )}
      <DialogFoot>
        <p id="closing-missing" role="status" className="text-center text-soft empty:hidden">
          {missing > 0 && t("missing", { count: missing })}
        </p>
        <ActButton
          className="min-h-18"
          {...(missing > 0 && { disabled: true, "aria-describedby": "closing-missing" })}
          {...networkActProps}
          actKey="close the half-day"
          onAct={() => (act({ type: "close", leftovers, bookings }), onClose())}
        >
          {t("close")}
        </ActButton>
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("cancel")}
        </ActButton>
      </DialogFoot>
    </div>
  );
}

/** Minutes, in steps of five, by which closing now would be before the planned end of an open half-day. */
const minutesEarly = ({ status, span }: LineState, now: Instant): number =>
  status === "open" ? Math.max(0, Math.round(minutesBetween(now, span.end) / 5) * 5) : 0;

const WAITED = ["another-date", "no-date", "left"] as const;
const HELPED = ["done", "left"] as const;

/**
 * Of somebody who has a number when all are told to come another day: who is paused, or back from help, had been
 * helped.
 */
const usualChoice = (visit: Visit): Leftover => (helpBefore(visit) ? "done" : "another-date");

/**
 * The outcome for one person who still has a number: served already, told to come another day or not, or gone. No
 * choice books a day.
 */
function LeftoverChoice({
  visit,
  chosen,
  onChoose,
}: {
  visit: Visit;
  chosen: Leftover | undefined;
  onChoose: (choice: Leftover) => void;
}) {
  const t = useTranslations("tablet.closing");
  const labels = useLabels();
  return (
    <Choice
      name={visit.id}
      legend={t("person", { number: visit.number, picture: labels.picture(visit.number) })}
      offered={helpBefore(visit) ? HELPED : WAITED}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

/**
 * What becomes of the appointment of somebody who has not arrived. `sameHourBefore`: how many above have the same hour.
 */
function BookingDecision({
  booked,
  sameHourBefore,
  chosen,
  onChoose,
}: {
  booked: ExpectedAppointment;
  sameHourBefore: number;
  chosen: BookingChoice | undefined;
  onChoose: (choice: BookingChoice) => void;
}) {
  const t = useTranslations("tablet.closing");
  const labels = useLabels();
  const hour = labels.hour(booked.hour);
  return (
    <Choice
      name={booked.id}
      legend={sameHourBefore > 0 ? t("bookingAgain", { hour, index: sameHourBefore + 1 }) : t("booking", { hour })}
      offered={["cancelled", "kept"]}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
}

/** Radio buttons beside each other, as large as fingers. */
function Choice<Offered extends Leftover | BookingChoice>({
  name,
  legend,
  offered,
  chosen,
  onChoose,
}: {
  name: string;
  legend: string;
  offered: readonly Offered[];
  chosen: Offered | undefined;
  onChoose: (choice: Offered) => void;
}) {
  const t = useTranslations("tablet.closing");
  return (
    <li>
      <fieldset className="grid gap-2 rounded-control border-2 border-hair p-3">
        <legend className="px-1 font-bold">{legend}</legend>
        <div className="flex flex-wrap gap-2">
          {offered.map((choice) => (
            <label
              key={choice}
              className="flex min-h-14 flex-1 basis-40 items-center gap-3 rounded-control border-2 border-edge px-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={name}
                className="size-6"
                checked={chosen === choice}
                onChange={() => onChoose(choice)}
              />
              {t(choice as Leftover | BookingChoice)}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
