/** Who asks. A resident is whoever holds a secret link; a device stands at one place. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "resident"; readonly visit?: string; readonly appointment?: string }
  | { readonly kind: "door"; readonly place: string }
  | { readonly kind: "device"; readonly device: string; readonly place: string; readonly use: "kiosk" | "screen" }
  | { readonly kind: "staff"; readonly user: string; readonly roles: readonly Role[]; readonly by: "login" | "token" }
  | { readonly kind: "share"; readonly share: string; readonly level: ShareLevel };

export type StaffRole = "reception" | "conseiller" | "coordinator" | "partner" | "administrator";
export type Role = { readonly organisation: string; readonly role: StaffRole };
export type ShareLevel = "free-busy" | "counts" | "operational";
