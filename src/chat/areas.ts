import { onUndelivered } from "../core/announcements/on-undelivered.ts";
import type { Subscriber } from "../core/work/core.ts";
import { announcementDrawers } from "./announcements/draw-content.ts";
import { onAnnouncementEvent } from "./announcements/on-announcement-event.ts";
import { announcementRoutes } from "./announcements/routes.ts";
import { announcementCard, announcementCardKind } from "./announcements/staff-card.ts";
import type { CardPresenter } from "./card-renderer.ts";
import { type Catalogue, createCatalogue } from "./catalogue.ts";
import { onContactEvent } from "./contacts/on-contact-event.ts";
import { contactRoutes } from "./contacts/routes.ts";
import type { ContentDrawer } from "./content-drawer.ts";
import { costRoutes } from "./costs/routes.ts";
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
import { groupCard, groupCardKind } from "./groups/group-card.ts";
import { onGroupEvent } from "./groups/on-group-event.ts";
import { groupRoutes } from "./groups/routes.ts";
import { helpRoutes } from "./help.ts";
import { onIncidentEvent } from "./incidents/on-incident-event.ts";
import { incidentRoutes } from "./incidents/routes.ts";
import { incidentCard, incidentCardKind } from "./incidents/staff-card.ts";
import { checklistCard, checklistCardKind } from "./maintenance/checklist-card.ts";
import { onChecklistChanged } from "./maintenance/on-checklist-changed.ts";
import { maintenanceRoutes } from "./maintenance/routes.ts";
import { onTalkEvent } from "./messages/on-talk-event.ts";
import { messageRoutes } from "./messages/routes.ts";
import { talkCard, talkCardKind } from "./messages/talk-card.ts";
import { unitLetterCard, unitLetterCardKind } from "./messages/unit-letter.ts";
import { migratedChat } from "./migrated-chat.ts";
import { onReportDue } from "./reports/on-report-due.ts";
import { reportRoutes } from "./reports/routes.ts";
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
    ...contactRoutes(settings),
    ...incidentRoutes(translate),
    ...groupRoutes(settings),
    ...messageRoutes(settings),
    ...requestRoutes(settings),
    ...categoryRoutes(translate),
    ...announcementRoutes(translate),
    ...costRoutes,
    ...maintenanceRoutes,
    ...reportRoutes,
    failuresCommand,
  ]);
  return catalogue;
};

export const chatSubscribers = (settings: ChatSettings): Subscriber[] => [
  onDocumentEvent,
  onContactEvent(settings),
  onDirectoryEvent(settings),
  onLettersEvent(settings),
  onRegisterEvent(settings),
  onFirstSteps(settings),
  onRequestChanged(settings),
  onIncidentEvent(settings),
  onGroupEvent(settings),
  onTalkEvent(settings),
  onUndelivered,
  onAnnouncementEvent(settings),
  onChecklistChanged(settings),
  onReportDue(settings),
];

export const cardPresenters: Readonly<Record<string, CardPresenter>> = {
  [announcementCardKind]: announcementCard,
  [checklistCardKind]: checklistCard,
  [documentCardKind]: documentCard,
  [groupCardKind]: groupCard,
  [incidentCardKind]: incidentCard,
  [firstStepsCardKind]: firstStepsCard,
  [joinCardKind]: joinCard,
  [lettersCardKind]: lettersCard,
  [registerCardKind]: registerCard,
  [residentCardKind]: residentCard,
  [staffCardKind]: staffCard,
  [talkCardKind]: talkCard,
  [unitLetterCardKind]: unitLetterCard,
};

/** By the kind of what a message is drawn from. */
export const contentDrawers: Readonly<Record<string, ContentDrawer>> = { ...announcementDrawers };
