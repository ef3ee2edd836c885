import { useTranslations } from "next-intl";
import { useState } from "react";
import { missingOf, toVerify } from "#lib/queue/acts/burst.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { DialogFoot } from "#components/tablet/tablet-dialog.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";

const GRID = "grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-2";

/** The numbers of a burst, called once: who stands there is touched, and whoever comes later too. */
export function VerifyNumbers({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.burst");
  const { state, act } = useTablet();
  const networkActProps = useDisabled("server");
  const [here, choose] = useState<ReadonlySet<string>>(new Set());
  const asked = toVerify(state);
  const missing = missingOf(state);
  const isHere = ({ id }: { readonly id: string }): boolean => here.has(id);
  const toggle = (id: string): void =>
    choose(here.has(id) ? new Set([...here].filter((one) => one !== id)) : new Set([...here, id]));
  const verified = (): void => {
    act({
      type: "verify-numbers",
      here: asked.filter(isHere).map(({ id }) => id),
      missing: asked.filter((visit) => !isHere(visit)).map(({ id }) => id),
    });
    onClose();
  };
  return (
    <div className="grid gap-5">
      <h2 className="text-[1.55rem]!">{t("verify")}</h2>
      {asked.length > 0 && (
        <>
          <p>{t("call")}</p>
          <div className={GRID}>
            {asked.map((visit) => (
              <button
                key={visit.id}
                type="button"
                aria-pressed={isHere(visit)}
                aria-label={t(isHere(visit) ? "isHere" : "number", { number: visit.number })}
                className={`${buttonClass(isHere(visit) ? "full" : "ghost")} px-2`}
                onClick={() => toggle(visit.id)}
              >
                {visit.number}
                {isHere(visit) && " ✓"}
              </button>
            ))}
          </div>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p>{t("comesLater")}</p>
          <div className={GRID}>
            {missing.map(({ id, number }) => (
              <ActButton
                key={id}
                look="quiet"
                {...networkActProps}
                actKey={`came ${id}`}
                onAct={() => act({ type: "verify-numbers", here: [id], missing: [] })}
              >
                {number}
              </ActButton>
            ))}
          </div>
        </>
      )}
      <DialogFoot>
        {asked.length > 0 && (
          <ActButton {...networkActProps} actKey="others are missing" onAct={verified}>
            {t("others", { count: asked.filter((visit) => !isHere(visit)).length })}
          </ActButton>
        )}
        <Button look="ghost" onClick={onClose}>
          {t("close")}
        </Button>
      </DialogFoot>
    </div>
  );
}
