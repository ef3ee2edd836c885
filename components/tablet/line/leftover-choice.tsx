import { useTranslations } from "next-intl";
import type { Leftover } from "#lib/queue/line/commands.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { useSay } from "../use-say.ts";

const WAITED = ["another-date", "no-date", "left"] as const;
const PAUSED = ["done", "another-date", "left"] as const;

/** What becomes of one person who still has a number: helped already, another date, none wanted, or gone. */
export function LeftoverChoice({
  visit,
  chosen,
  onChoose,
}: {
  visit: Visit;
  chosen: Leftover | undefined;
  onChoose: (choice: Leftover) => void;
}) {
  const t = useTranslations("tablet.closing");
  const say = useSay();
  const offered: readonly Leftover[] = visit.state === "paused" ? PAUSED : WAITED;
  return (
    <li>
      <fieldset className="grid gap-2 rounded-control border-2 border-hair p-3">
        <legend className="px-1 font-bold">
          {t("person", { number: visit.number, picture: say.picture(visit.number) })}
        </legend>
        <div className="flex flex-wrap gap-2">
          {offered.map((choice) => (
            <label
              key={choice}
              className="flex min-h-14 flex-1 basis-40 items-center gap-3 rounded-control border-2 border-edge px-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name={visit.id}
                className="size-6"
                checked={chosen === choice}
                onChange={() => onChoose(choice)}
              />
              {t(choice)}
            </label>
          ))}
        </div>
      </fieldset>
    </li>
  );
}
