import { act, answerForms, changing, type Stored } from "#app/staff-form.ts";
import { renewCodeOfDay } from "#lib/server/auth/tablet/tablet-passes.ts";
import { addPlaceContact, removePlaceContact } from "#lib/server/place/place-contacts.ts";
import { renewDoor } from "#lib/server/place/renew-door.ts";
import { changePlace } from "#lib/server/organisation/places/change-place.ts";
import { hidePlace } from "#lib/server/schedule/hide-place.ts";
import { fieldsOfPlace, readPlaceForm, refusalsOfPlace } from "#lib/server/place/place-columns.ts";
import { readManagedPlace } from "#lib/server/schedule/managed-places.ts";
import { placeContactForm } from "#lib/wire/place/place-body.ts";

const number = (text: string): number => Number.parseInt(text, 10) || 0;

const storedPlace: Stored = async ({ actor, part }) => {
  const read = await readManagedPlace(actor, part("place"));
  return read && fieldsOfPlace(read.place);
};

/** The forms of the page of a place; the field `place` holds its id. */
export const POST = answerForms(({ part }) => `/coordination/lieux/${part("place")}`, {
  enregistrer: changing(storedPlace, async ({ actor, text, fields, seen }) => {
    const typed = readPlaceForm(fields);
    if (!typed.ok) return typed;
    const changed = await changePlace(actor, text("place"), typed.value, seen);
    return changed.ok ? { ok: true, done: "saved" } : { ok: false, refusals: refusalsOfPlace(changed) };
  }),
  contact: act({
    form: placeContactForm,
    run: ({ actor, text, key }, typed) => addPlaceContact(actor, text("place"), typed, key),
    done: "contactMade",
  }),
  retirer: act({
    run: ({ actor, text }) => removePlaceContact(actor, text("place"), text("contact")),
    done: "contactRemoved",
  }),
  porte: act({
    run: ({ actor, text }) => renewDoor(actor, text("place"), number(text("generation"))),
    done: "doorRenewed",
  }),
  code: act({
    run: ({ actor, text, fields }) => renewCodeOfDay(actor, { place: text("place") }, fields["vu"]),
    done: (_made, { fields }) => (fields["vu"] === undefined ? "tabletCodeMade" : "tabletCodeRenewed"),
  }),
  cacher: act({
    run: ({ actor, text }) => hidePlace(actor, text("place"), { hidden: true, seen: number(text("coming")) }),
    done: "placeHidden",
  }),
  montrer: act({ run: ({ actor, text }) => hidePlace(actor, text("place"), { hidden: false }), done: "placeShown" }),
});
