import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

const PROGRAMS = [
  { key: "outlook", pictures: ["menu", "list", "paste"] },
  { key: "google", pictures: ["plus", "list", "paste"] },
] as const;

/**
 * How to add a calendar by its address in Outlook and in Google Agenda: three steps each, with a drawing. Opens without
 * script.
 */
export function CalendarSteps() {
  const t = useTranslations("share.steps");
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      {PROGRAMS.map(({ key, pictures }) => (
        <details key={key} className="rounded-card border-2 border-hair bg-card p-4">
          <summary className="min-h-target cursor-pointer content-center font-bold">{t(key)}</summary>
          <ol className="mt-3 grid gap-4">
            {pictures.map((picture, index) => (
              <li key={picture} className="grid grid-cols-[7rem_1fr] items-center gap-4">
                <StepDrawing picture={picture} />
                <span>
                  <b>{index + 1}.</b> {t(`${key}${(index + 1) as 1 | 2 | 3}`)}
                </span>
              </li>
            ))}
          </ol>
        </details>
      ))}
    </div>
  );
}

type Picture = (typeof PROGRAMS)[number]["pictures"][number];

/**
 * A drawing of a calendar program of no maker, with what is touched in the accent colour; the step says the same in
 * words.
 */
function StepDrawing({ picture }: { picture: Picture }) {
  const inside: Record<Picture, ReactNode> = {
    menu: (
      <>
        <Days />
        <rect x="8" y="46" width="28" height="9" rx="3" className="fill-accent" />
      </>
    ),
    plus: (
      <>
        <Days />
        <circle cx="30" cy="50" r="6.5" className="fill-accent" />
        <path d="M30 46.5v7M26.5 50h7" className="stroke-card" strokeWidth="2" />
      </>
    ),
    list: (
      <>
        <Line y={24} />
        <rect x="12" y="33" width="88" height="12" rx="3" className="fill-accent" />
        <Line y={52} />
      </>
    ),
    paste: (
      <>
        <rect x="12" y="24" width="88" height="13" rx="3" className="fill-paper stroke-edge" strokeWidth="2" />
        <Line y={29} width={62} />
        <rect x="68" y="45" width="32" height="12" rx="4" className="fill-accent" />
      </>
    ),
  };
  return (
    <svg viewBox="0 0 112 64" aria-hidden="true" className="h-auto w-full">
      <rect x="1" y="1" width="110" height="62" rx="6" className="fill-card stroke-edge" strokeWidth="2" />
      <path d="M1 15h110" className="stroke-edge" strokeWidth="2" />
      {[8, 15, 22].map((cx) => (
        <circle key={cx} cx={cx} cy="8" r="2.2" className="fill-edge" />
      ))}
      {inside[picture]}
    </svg>
  );
}

const Line = ({ y, width = 76 }: { y: number; width?: number }) => (
  <rect x="18" y={y} width={width} height="3.5" rx="1.75" className="fill-hair" />
);

/** The sheet of a week beside a narrow column. */
const Days = () => (
  <>
    <path d="M42 15v48M59 15v48M76 15v48M93 15v48M42 31h69M42 47h69" className="stroke-hair" strokeWidth="2" />
    <rect x="61" y="33" width="13" height="12" rx="2" className="fill-accent-soft" />
  </>
);
