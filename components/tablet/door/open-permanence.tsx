import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActButton } from "#components/tablet/act-button.tsx";
import { proposedDesk, freeDesks } from "#components/tablet/screen.ts";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useHand } from "#components/tablet/use-hand.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";

/** Confirms that the permanence is open, takes a desk, and calls the first person. */
export function OpenPermanence() {
  const t = useTranslations("tablet.door");
  const { state, site, act } = useTablet();
  const [chosen, choose] = useState<number>();
  const networkActProps = useDisabled();
  const desk = chosen ?? proposedDesk(state, site.me, site.plannedDesk);
  const hand = useHand(desk ?? 1);
  const next = state.suspended ? undefined : hand.next;
  const open = (): void => {
    if (desk === undefined) return;
    const opening = { type: "open", desks: [{ desk, conseiller: site.me }] } as const;
    if (next) act(opening, hand.call(next));
    else act(opening);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <DeskChoice chosen={desk} onChoose={choose} />
      <ActButton
        look="ghost"
        className="min-h-18 flex-1 basis-72 text-[1.2rem]"
        {...networkActProps}
        {...(desk === undefined && { disabled: true })}
        actKey={`open ${next?.id}`}
        onAct={open}
      >
        {next ? t("openAndCall", { number: next.number }) : t("open")}
      </ActButton>
    </div>
  );
}

/** The conseiller's desk, when several are free. */
function DeskChoice({ chosen, onChoose }: { chosen: number | undefined; onChoose: (desk: number) => void }) {
  const t = useTranslations("tablet.desk");
  const { state, site } = useTablet();
  const free = freeDesks(state, site.me);
  if (free.length < 2) return null;
  return (
    <fieldset className="flex flex-wrap items-center justify-center gap-3">
      <legend className="float-start me-3 font-bold">{t("yours")}</legend>
      {free.map((desk) => (
        <label
          key={desk}
          className="flex min-h-14 cursor-pointer items-center gap-2 rounded-control border-2 border-edge bg-card px-4 font-bold has-checked:border-[3px] has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-[3px] has-focus-visible:outline-offset-3"
        >
          <input
            type="radio"
            name="desk"
            className="size-5 accent-accent"
            checked={desk === chosen}
            onChange={() => onChoose(desk)}
          />
          {t("name", { desk })}
        </label>
      ))}
    </fieldset>
  );
}
