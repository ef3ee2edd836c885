import { address } from "./address.ts";
import { backups } from "./backups.ts";
import type { DatabaseCheck, InstallationCheck } from "./check.ts";
import { databaseClock } from "./database-clock.ts";
import { databaseRoles } from "./database-roles.ts";
import { disk } from "./disk.ts";
import { extensions } from "./extensions.ts";
import { mail } from "./mail.ts";
import { migrations } from "./migrations.ts";
import { port } from "./port.ts";
import { purposeOfSecret } from "./purpose-of-secret.ts";
import { restore } from "./restore.ts";
import { serverVersion } from "./server-version.ts";
import { settingNames } from "./setting-names.ts";
import { settings } from "./settings.ts";
import { sms } from "./sms.ts";

/** What is looked at before the database, in this order. */
export const INSTALLATION_CHECKS: readonly InstallationCheck[] = [
  settings,
  settingNames,
  address,
  mail,
  sms,
  port,
  disk,
  backups,
];

/** What is looked at on a connection to the database, in this order; a further check is a further entry. */
export const DATABASE_CHECKS: readonly DatabaseCheck[] = [
  serverVersion,
  databaseRoles,
  extensions,
  migrations,
  restore,
  purposeOfSecret,
  databaseClock,
];
