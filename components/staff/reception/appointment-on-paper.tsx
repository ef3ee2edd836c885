import { useTranslations } from "next-intl";
import { AppointmentSlip } from "./appointment-slip.tsx";
import { useTopicWords } from "#components/topic-words.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { thingsToBring, type NamedTopic } from "#lib/schedule/topic.ts";

/** The paper of an appointment below the button that prints it. */
export function AppointmentOnPaper({
  held,
  topics,
}: {
  held: ResidentAppointment;
  topics: readonly (NamedTopic & { readonly bring: readonly string[] })[];
}) {
  const t = useTranslations("slip");
  const { bring } = useTopicWords();
  return (
    <main className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-6">
      <PrintButton label={t("printAppointment")} />
      <AppointmentSlip held={held} bring={thingsToBring(topics.map((topic) => ({ bring: bring(topic) })))} />
    </main>
  );
}
