import { useTranslations } from "next-intl";
import { EmergencyNumbers } from "#components/emergency-numbers.tsx";
import { INCIDENT_KINDS, type IncidentKind } from "#lib/queue/acts/incident.ts";
import type { Instant } from "#lib/time/instant.ts";
import { ActButton } from "#components/tablet/act-button.tsx";
import { useTablet } from "#components/tablet/tablet-context.ts";
import { useDisabled } from "#components/tablet/use-disabled.ts";
import { useLabels } from "#components/tablet/use-labels.ts";

/** An incident that was just noted here. */
export type NotedIncident = { readonly kind: IncidentKind; readonly at: Instant };

/** The kinds of incident, one tap each; no name and no text. */
export function Incidents({ onNoted }: { onNoted: (noted: NotedIncident) => void }) {
  const t = useTranslations("tablet.incident");
  const { now, act } = useTablet();
  return (
    <div role="group" aria-labelledby="incident" className="grid gap-2 border-t-2 border-hair pt-5">
      <p id="incident" className="font-bold">
        {t("title")}
      </p>
      <p className="text-soft">{t("hint")}</p>
      <div className="flex flex-wrap gap-2">
        {INCIDENT_KINDS.map((kind) => (
          <ActButton
            key={kind}
            look="quiet"
            className="min-h-target! px-3! py-1!"
            actKey={`incident ${kind}`}
            onAct={() => (act({ type: "incident", kind }), onNoted({ kind, at: now }))}
          >
            {t(kind)}
          </ActButton>
        ))}
      </div>
    </div>
  );
}

/** Kinds with which people may be in danger. */
const DANGEROUS: ReadonlySet<IncidentKind> = new Set(["alarm", "illness", "violence"]);

/** Kinds with which the room may have to be left, or nobody can be helped for a while. */
const STOPS_THE_LINE: ReadonlySet<IncidentKind> = new Set(["alarm", "power", "violence"]);

/** What was noted, what it leads to, and what does not happen by itself. */
export function IncidentNoted({ noted: { kind, at }, onClose }: { noted: NotedIncident; onClose: () => void }) {
  const t = useTranslations("tablet.incident");
  const menu = useTranslations("tablet.menu");
  const labels = useLabels();
  const { state, site, act } = useTablet();
  const networkActProps = useDisabled();
  return (
    <div className="grid gap-4">
      <h2 className="text-[1.55rem]!">{t("title")}</h2>
      <p role="status" className="text-[1.1rem] font-bold">
        {t("noted", { kind: t(kind), hour: labels.hour(at) })}
      </p>
      <p>{t("told")}</p>
      {DANGEROUS.has(kind) && <EmergencyNumbers phone={site.help.phone} />}
      {STOPS_THE_LINE.has(kind) && state.status === "open" && !state.suspended && (
        <ActButton
          look="ghost"
          className="min-h-18"
          {...networkActProps}
          actKey="suspend"
          onAct={() => (act({ type: "suspend" }), onClose())}
        >
          {menu("suspend")}
        </ActButton>
      )}
      <ActButton look="quiet" actKey="close" onAct={onClose}>
        {t("close")}
      </ActButton>
    </div>
  );
}
