import { useLocale, useTranslations } from "next-intl";
import { memo, useState, type ReactNode } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { inPlainDigits } from "#lib/access/personal-number.ts";
import { visitOf } from "#lib/queue/line/line-state.ts";
import { isUncalled, type Visit } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { CODE, codeOf } from "#lib/booking/typed-code.ts";
import type { FoundAtTablet } from "#lib/booking/found-appointment.ts";
import { ActButton, BigButton } from "#components/tablet/act-button.tsx";
import { isOutOfReach } from "#components/tablet/device/connection.ts";
import { TabletDialog } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useNextNumber } from "#components/tablet/use-hand.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useLabels } from "#components/tablet/use-labels.ts";
import { PersonDialog } from "./person-dialog.tsx";

/** Opens the search from the screen itself. `desk`: of this tablet. */
export const FindPersonButton = memo(function FindPersonButton({
  desk,
  className = "",
}: {
  desk?: number;
  className?: string;
}) {
  const t = useTranslations("tablet.find");
  const [open, show] = useState(false);
  return (
    <>
      <ActButton look="quiet" className={className} actKey="find" onAct={() => show(true)}>
        {t("open")}
      </ActButton>
      {open && <FindPerson onClose={() => show(false)} {...(desk !== undefined && { desk })} />}
    </>
  );
});

/** Why nothing can be shown: keys under `tablet.find`. */
type Trouble = "malformed" | "noNetwork" | "unanswered" | "tooMany";

type SearchResult =
  | { readonly kind: "trouble"; readonly why: Trouble }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "code"; readonly code: string; readonly found: FoundAtTablet };

/**
 * Looks for somebody by the code of their appointment or by their number. A number is found in the line that the tablet
 * holds; a code is asked of the server, since the tablet holds none (docs/personal-data.md#on-the-tablet).
 */
function FindPerson({ desk, onClose }: { desk?: number; onClose: () => void }) {
  const t = useTranslations("tablet.find");
  const { connection, find, state } = useTablet();
  const [typed, type] = useState("");
  const [searching, setSearching] = useState(false);
  const [result, show] = useState<SearchResult>();
  const search = async (): Promise<void> => {
    const number = numberOf(typed);
    if (number !== undefined) return show({ kind: "number", number });
    const code = codeOf(typed);
    if (!CODE.test(code)) return show({ kind: "trouble", why: "malformed" });
    if (isOutOfReach(connection)) return show({ kind: "trouble", why: "noNetwork" });
    setSearching(true);
    const answer = await find(code);
    setSearching(false);
    if (answer.kind === "answered") return show({ kind: "code", code, found: answer.found });
    return show({ kind: "trouble", why: answer.kind === "too-many" ? "tooMany" : "unanswered" });
  };
  const visit = visitFound(
    result,
    (number) => state.visits.find((one) => one.number === number),
    (id) => visitOf(state, id),
  );
  if (visit && isUncalled(visit))
    return <PersonDialog visit={visit.id} onClose={onClose} {...(desk !== undefined && { desk })} />;
  return (
    <TabletDialog label={t("title")} onClose={onClose}>
      <div className="grid gap-4">
        <h2 className="text-[1.55rem]!">{t("title")}</h2>
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (!searching && typed.trim() !== "") void search();
          }}
        >
          <Field
            id="find-person"
            name="find"
            label={t("label")}
            value={typed}
            onChange={({ target }) => (type(target.value), show(undefined))}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            dir="ltr"
            className="grow basis-56"
          />
          <Button type="submit" className="max-sm:w-full">
            {t("search")}
          </Button>
        </form>
        <div role="status" className="grid gap-3 empty:hidden">
          {searching ? <p>{t("searching")}</p> : result && <Shown result={result} visit={visit} onClose={onClose} />}
        </div>
        <ActButton look="quiet" actKey="close" onAct={onClose}>
          {t("close")}
        </ActButton>
      </div>
    </TabletDialog>
  );
}

/** A number of the line; a code has six letters or digits. */
function numberOf(typed: string): number | undefined {
  const digits = inPlainDigits(typed.normalize("NFKC")).trim();
  return /^\d{1,3}$/u.test(digits) ? Number(digits) : undefined;
}

/** The visit of whoever was found, as far as this tablet knows it. */
function visitFound(
  result: SearchResult | undefined,
  byNumber: (number: number) => Visit | undefined,
  byId: (id: string) => Visit | undefined,
): Visit | undefined {
  if (result?.kind === "number") return byNumber(result.number);
  return result?.kind === "code" && result.found.kind === "arrived" ? byId(result.found.visit) : undefined;
}

function Shown({ result, visit, onClose }: { result: SearchResult; visit: Visit | undefined; onClose: () => void }) {
  const t = useTranslations("tablet.find");
  if (visit) return <Said>{t(whereIs(visit), { number: visit.number, desk: "desk" in visit ? visit.desk : 0 })}</Said>;
  if (result.kind === "trouble") return <Said>{t(result.why)}</Said>;
  if (result.kind === "number") return <Said>{t("noNumber", { number: result.number })}</Said>;
  return <OfCode code={result.code} found={result.found} onClose={onClose} />;
}

const Said = ({ children }: { children: ReactNode }) => <p className="text-lg font-bold">{children}</p>;

/** The sentence about a number that does not wait. */
function whereIs(visit: Visit): "atDesk" | "out" | "over" {
  if (visit.state === "called" || visit.state === "serving") return "atDesk";
  return visit.state === "paused" ? "out" : "over";
}

function OfCode({ code, found, onClose }: { code: string; found: FoundAtTablet; onClose: () => void }) {
  const t = useTranslations("tablet.find");
  const locale = useLocale();
  const { site, state } = useTablet();
  const when = (start: Instant, zone: string): string =>
    t("when", { day: sayDay(localDateOf(start, zone), locale), hour: sayHour(start, zone, locale) });
  const open = (opened: string | undefined) =>
    opened !== undefined &&
    site.reception !== undefined && (
      <a href={`${site.reception}?${new URLSearchParams({ trouve: opened })}`} className={buttonClass("ghost")}>
        {t("reception")}
      </a>
    );
  switch (found.kind) {
    case "expected": {
      const expected = state.expected.find(({ id }) => id === found.appointment);
      return expected ? (
        <CheckIn appointment={expected.id} hour={expected.hour} onClose={onClose} />
      ) : (
        <Said>{t("noted")}</Said>
      );
    }
    case "arrived":
      return <Said>{t("noted")}</Said>;
    case "offered":
      return <Offered code={code} hour={found.start} onClose={onClose} />;
    case "cancelled":
      return (
        <>
          <Said>{t("cancelled")}</Said>
          {open(found.opened)}
        </>
      );
    case "elsewhere":
      return (
        <>
          <p className="text-soft">{t("elsewhere")}</p>
          <p className="grid text-lg">
            <b className="first-letter:uppercase">{when(found.start, found.timeZone)}</b>
            <bdi>{found.place}</bdi>
          </p>
          {open(found.opened)}
        </>
      );
    case "unknown":
      return (
        <div>
          <Said>{t(site.shared ? "notOfHere" : "unknown")}</Said>
          <p>{t(site.shared ? "onTheirPage" : "readAgain")}</p>
        </div>
      );
  }
}

/** Whoever is expected is here: the same act as in the list of arrivals. */
function CheckIn({ appointment, hour, onClose }: { appointment: string; hour: Instant; onClose: () => void }) {
  const t = useTranslations("tablet.door");
  const labels = useLabels();
  const { act, newId } = useTablet();
  const nextNumber = useNextNumber();
  return (
    <BigButton
      {...useDisabled("number")}
      detail={t("thenCard", { number: nextNumber, picture: labels.picture(nextNumber) })}
      actKey={`found ${appointment}`}
      onAct={() => {
        act({ type: "check-in", appointment, visit: newId() });
        onClose();
      }}
    >
      {t("arrived", { hour: labels.hour(hour) })}
    </BigButton>
  );
}

/**
 * Whoever comes for an hour that was offered and that they have not answered: coming is a yes, which the server notes.
 */
function Offered({ code, hour, onClose }: { code: string; hour: Instant; onClose: () => void }) {
  const t = useTranslations("tablet.find");
  const door = useTranslations("tablet.door");
  const line = useTranslations("tablet.line");
  const labels = useLabels();
  const { arrive } = useTablet();
  const [done, note] = useState<"going" | "failed" | number>();
  const disabled = useDisabled("server");
  if (typeof done === "number")
    return (
      <>
        <Said>{line("giveNow", { number: done, picture: labels.picture(done) })}</Said>
        <Button onClick={onClose}>{t("done")}</Button>
      </>
    );
  return (
    <>
      <p>{t("offered", { hour: labels.hour(hour) })}</p>
      {done === "failed" && <Said>{t("failed")}</Said>}
      <BigButton
        {...disabled}
        {...(done === "going" && { disabled: true })}
        actKey={`found ${code}`}
        onAct={() => {
          note("going");
          void arrive(code).then((number) => note(number ?? "failed"));
        }}
      >
        {door("arrived", { hour: labels.hour(hour) })}
      </BigButton>
    </>
  );
}
