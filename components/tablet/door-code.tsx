import { useTranslations } from "next-intl";
import { encode } from "uqr";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useTablet } from "./tablet-context.ts";

/** The code at the door: who scans it takes a number on the phone and follows it there. */
export function DoorCode({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tablet.doorCode");
  const { site, state } = useTablet();
  return (
    <Dialog label={t("title")} onClose={onClose} className="text-center">
      <div className="grid justify-items-center gap-4">
        <h2>{t("title")}</h2>
        <Code text={site.doorAddress} label={t("alt")} />
        <p className="font-bold">{t("lead")}</p>
        {state.numbers !== "given" && <p className="text-soft">{t("notYet")}</p>}
        <Button look="ghost" className="w-full" onClick={onClose}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

/** Dark squares on white whatever the colours around it, with the quiet border of 4 modules that readers need. */
function Code({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { border: 4, ecc: "M" });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="w-[min(24rem,70vw,60vh)] bg-white">
      <path d={squares} fill="currentColor" />
    </svg>
  );
}
