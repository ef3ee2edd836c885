import { useTranslations } from "next-intl";
import { freeTables } from "../screen-of.ts";
import { useTablet } from "../tablet-context.ts";

/** Which table is hers, when there are several: one tap beside the act that opens. */
export function TableChoice({ chosen, onChoose }: { chosen: number | undefined; onChoose: (desk: number) => void }) {
  const t = useTranslations("tablet.table");
  const { state, site } = useTablet();
  const free = freeTables(state, site.me);
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
            name="table"
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
