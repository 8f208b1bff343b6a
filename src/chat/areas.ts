import type { Subscriber } from "../core/work/core.ts";
import { monthCard, monthCardKind } from "./billing/month-card.ts";
import { onBillingEvent } from "./billing/on-billing-event.ts";
import { onDebtNoticed } from "./billing/on-debt-noticed.ts";
import { billingRoutes } from "./billing/routes.ts";
import type { CardPresenter } from "./card-renderer.ts";
import { type Catalogue, createCatalogue } from "./catalogue.ts";
import { firstStepsCard, firstStepsCardKind, onFirstSteps } from "./directory/first-steps/first-steps.ts";
import { joinCard, joinCardKind } from "./directory/join-card.ts";
import { lettersCard, lettersCardKind } from "./directory/letters-card.ts";
import { onDirectoryEvent } from "./directory/on-directory-event.ts";
import { onLettersEvent } from "./directory/on-letters-event.ts";
import { onRegisterEvent } from "./directory/register/on-register-event.ts";
import { registerCard, registerCardKind } from "./directory/register/register-card.ts";
import { directoryRoutes } from "./directory/routes.ts";
import { documentCard, documentCardKind } from "./documents/document-card.ts";
import { onDocumentEvent } from "./documents/on-document-event.ts";
import { failuresCommand } from "./failures.ts";
import { helpRoutes } from "./help.ts";
import { migratedChat } from "./migrated-chat.ts";
import { categoryRoutes } from "./requests/categories.ts";
import { onRequestChanged } from "./requests/on-request-changed.ts";
import { residentCard, residentCardKind } from "./requests/resident-card.ts";
import { requestRoutes } from "./requests/routes.ts";
import { staffCard, staffCardKind } from "./requests/staff-card.ts";
import type { ChatSettings } from "./settings.ts";
import type { Translate } from "./text.ts";

/** Everything that people can do, area by area; the directory first, since its fallbacks guard the door. */
export const createChatCatalogue = (settings: ChatSettings, translate: Translate): Catalogue => {
  const catalogue: Catalogue = createCatalogue([
    ...helpRoutes(() => catalogue),
    migratedChat,
    ...directoryRoutes(settings),
    ...requestRoutes(settings),
    ...categoryRoutes(translate),
    ...billingRoutes(settings),
    failuresCommand,
  ]);
  return catalogue;
};

export const chatSubscribers = (settings: ChatSettings): Subscriber[] => [
  onDocumentEvent,
  onDirectoryEvent(settings),
  onLettersEvent(settings),
  onRegisterEvent(settings),
  onFirstSteps(settings),
  onRequestChanged(settings),
  onBillingEvent(settings),
  onDebtNoticed,
];

export const cardPresenters: Readonly<Record<string, CardPresenter>> = {
  [documentCardKind]: documentCard,
  [monthCardKind]: monthCard,
  [firstStepsCardKind]: firstStepsCard,
  [joinCardKind]: joinCard,
  [lettersCardKind]: lettersCard,
  [registerCardKind]: registerCard,
  [residentCardKind]: residentCard,
  [staffCardKind]: staffCard,
};
