import { Pictogram } from "#components/ui/pictogram.tsx";
import { pictureOf } from "#lib/queue/line/visit.ts";
import { useLabels } from "./use-labels.ts";

/** A number with its picture and the name of the picture, as on the printed card. */
export function BigNumber({
  number,
  className = "text-[7rem]",
  picture = 54,
}: {
  number: number;
  className?: string;
  picture?: number;
}) {
  const labels = useLabels();
  return (
    <div className="grid justify-items-center gap-3">
      <p className={`number ${className}`}>{number}</p>
      <p className="flex items-center gap-4 text-[1.4rem] font-bold">
        <Pictogram picture={pictureOf(number)} size={picture} />
        {labels.picture(number)}
      </p>
    </div>
  );
}
