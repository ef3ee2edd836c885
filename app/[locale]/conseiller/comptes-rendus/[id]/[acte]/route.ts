import { actOnReport, REPORTS } from "#app/[locale]/conseiller/comptes-rendus/report-forms.ts";
import { handleStaffForm } from "#app/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The form of one activity report: writes, corrects or takes it back. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id, acte } = await params;
  const page = `${REPORTS}/${encodeURIComponent(id)}`;
  return handleStaffForm(request, { locale, page, form: acte }, (actor, fields) =>
    actOnReport(actor, id, acte, fields),
  );
}
