import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { makeBell, type Bell } from "./bell.ts";
import { keyOf, type Call } from "./board-announcements.ts";

/** A bell at each call the room is shown, once somebody of the team has touched « Son coupé »: browsers want that touch. The public reads it as a state, not as a thing to do. */
export function BoardSound({ announced }: { announced: Call | undefined }) {
  const t = useTranslations("screen");
  const bell = useRef<Bell | undefined>(undefined);
  const [armed, setArmed] = useState(false);
  const call = announced && keyOf(announced);
  const last = useRef(call);
  useEffect(() => {
    if (call !== undefined && call !== last.current) bell.current?.ring();
    last.current = call;
  }, [call]);
  useEffect(() => () => bell.current?.close(), []);
  if (armed)
    return (
      <span className="text-room-hair">
        <Icon name="listen" className="size-[calc(5*var(--u))]" />
        <span className="sr-only">{t("soundOn")}</span>
      </span>
    );
  return (
    <button
      type="button"
      aria-label={t("soundArm")}
      className="flex min-h-14 items-center gap-3 px-2 text-[calc(2.6*var(--u))] text-white/75 outline-white"
      onClick={() => {
        bell.current = makeBell();
        bell.current.ring();
        setArmed(true);
      }}
    >
      <Icon name="muted" />
      {t("sound")}
    </button>
  );
}
