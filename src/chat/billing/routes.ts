import type { Route } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { debtorsRoutes } from "./debtors-routes.ts";
import { monthRoutes } from "./month-routes.ts";
import { tariffRoutes } from "./tariff-routes.ts";

/** What the staff do with charges. */
export const billingRoutes = (settings: ChatSettings): Route[] => [
  ...monthRoutes(settings),
  ...tariffRoutes,
  ...debtorsRoutes(settings),
];
