import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { PlaceFields } from "./place-fields.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  organisation: { readonly id: string; readonly slug: string };
  /** Its idempotency key. */
  formKey: string;
  submit: string;
};

/** The form of a place that is typed by hand. */
export function NewPlaceForm({ organisation: { id, slug }, ...form }: Props) {
  return (
    <StaffForm form="place" values={{ wheelchair: "unknown", "language:fr": "on" }} {...form}>
      {(field) => (
        <>
          <input type="hidden" name="organisation" value={id} />
          <input type="hidden" name="slug" value={slug} />
          <PlaceFields field={field} />
        </>
      )}
    </StaffForm>
  );
}
