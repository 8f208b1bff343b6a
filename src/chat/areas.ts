import { onUndelivered } from "../core/announcements/on-undelivered.ts";
import { onOwnersChanged } from "../core/billing/accounts/owners/on-owners-changed.ts";
import { onNoticePassedOn } from "../core/billing/debts/prove-notices.ts";
import { onRegisterChanged } from "../core/billing/month/on-register-changed.ts";
import { onNoticeUndelivered } from "../core/contacts/pass-on-notice.ts";
import type { Subscriber } from "../core/work/core.ts";
import { announcementDrawers } from "./announcements/draw-content.ts";
import { onAnnouncementEvent } from "./announcements/on-announcement-event.ts";
import { announcementRoutes } from "./announcements/routes.ts";
import { announcementCard, announcementCardKind } from "./announcements/staff-card.ts";
import { monthCard, monthCardKind } from "./billing/month-card.ts";
import { onBillingEvent } from "./billing/on-billing-event.ts";
import { onBillsDue } from "./billing/on-bills-due.ts";
import { onDebtNoticed } from "./billing/on-debt-noticed.ts";
import { onPayment } from "./billing/on-payment.ts";
import { onPlanChanged } from "./billing/on-plan-changed.ts";
import { onOpeningEvent } from "./billing/opening/on-opening-event.ts";
import { openingRoutes } from "./billing/opening/opening-routes.ts";
import { openingsCard, openingsCardKind } from "./billing/opening/openings-card.ts";
import { onOwnerNotice } from "./billing/owners/on-owner-notice.ts";
import { ownerCard, ownerCardKind } from "./billing/owners/owner-card.ts";
import { billingRoutes } from "./billing/routes.ts";
import type { CardPresenter } from "./card-renderer.ts";
import { type Catalogue, createCatalogue } from "./catalogue.ts";
import { onContactEvent } from "./contacts/on-contact-event.ts";
import { contactRoutes } from "./contacts/routes.ts";
import type { ContentDrawer } from "./content-drawer.ts";
import { costRoutes } from "./costs/routes.ts";
import { onDutyChanged } from "./directory/duty/on-duty-changed.ts";
import { firstStepsCard, firstStepsCardKind, onFirstSteps } from "./directory/first-steps/first-steps.ts";
import { joinCard, joinCardKind } from "./directory/join-card.ts";
import { lettersCard, lettersCardKind } from "./directory/letters-card.ts";
import { onCommandsChanged } from "./directory/on-commands-changed.ts";
import { onDirectoryEvent } from "./directory/on-directory-event.ts";
import { onLettersEvent } from "./directory/on-letters-event.ts";
import { onMoveOut } from "./directory/on-move-out.ts";
import { onReturn } from "./directory/on-return.ts";
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
import { onMeetingEvent } from "./meetings/on-meeting-event.ts";
import { meetingRoutes } from "./meetings/routes.ts";
import { meetingCardKind, meetingStaffCard } from "./meetings/staff-card.ts";
import { onTalkEvent } from "./messages/on-talk-event.ts";
import { messageRoutes } from "./messages/routes.ts";
import { talkCard, talkCardKind } from "./messages/talk-card.ts";
import { unitLetterCard, unitLetterCardKind } from "./messages/unit-letter.ts";
import { onMeterEvent } from "./meters/on-meter-event.ts";
import { meterRoutes } from "./meters/routes.ts";
import { readingsCard, readingsCardKind } from "./meters/staff/import-card.ts";
import { migratedChat } from "./migrated-chat.ts";
import { pollGroupCard, pollGroupKind, pollNativeCard, pollNativeKind } from "./polls/group-card.ts";
import { nativeAnswers } from "./polls/native-answers.ts";
import { onPollEvent } from "./polls/on-poll-event.ts";
import { followPollLink } from "./polls/poll-link.ts";
import { pollResidentCard, pollResidentKind } from "./polls/resident-card.ts";
import { pollRoutes } from "./polls/routes.ts";
import { pollStaffCard, pollStaffKind } from "./polls/staff-card.ts";
import { onReceiptEvent } from "./receipts/on-receipt-event.ts";
import { questionCard, questionCardKind } from "./receipts/question-card.ts";
import { receiptRoutes } from "./receipts/routes.ts";
import { billOfficeRoutes } from "./receipts/staff/routes.ts";
import { onReportDue } from "./reports/on-report-due.ts";
import { reportRoutes } from "./reports/routes.ts";
import { categoryRoutes } from "./requests/categories.ts";
import { deadlineRoutes } from "./requests/deadlines/routes.ts";
import { subscriptionCard, subscriptionCardKind } from "./requests/duplicates/subscription-card.ts";
import { onAuthorGone } from "./requests/on-author-gone.ts";
import { onRequestChanged } from "./requests/on-request-changed.ts";
import { residentCard, residentCardKind } from "./requests/resident-card.ts";
import { requestRoutes } from "./requests/routes.ts";
import { staffCard, staffCardKind } from "./requests/staff-card.ts";
import { contractorCard, contractorCardKind } from "./requests/work/contractor-card.ts";
import { onWorkEvent } from "./requests/work/on-work-event.ts";
import { quoteCard, quoteCardKind } from "./requests/work/quote-card.ts";
import type { ChatSettings } from "./settings.ts";
import type { Translate } from "./text.ts";
import { unheardRoute } from "./unheard.ts";

/** Everything that people can do, area by area; the directory first, since its fallbacks guard the door. */
export const createChatCatalogue = (settings: ChatSettings, translate: Translate): Catalogue => {
  const catalogue: Catalogue = createCatalogue([
    ...helpRoutes(() => catalogue),
    migratedChat,
    nativeAnswers,
    // Before the register, which takes every table, and the requests, which take every message.
    ...meterRoutes(settings),
    ...openingRoutes(settings),
    ...receiptRoutes(settings, translate),
    ...billOfficeRoutes,
    ...directoryRoutes(settings, [followPollLink]),
    ...contactRoutes(settings),
    ...incidentRoutes(translate, settings),
    ...groupRoutes(settings, translate),
    ...messageRoutes(settings),
    ...pollRoutes(settings),
    ...requestRoutes(settings),
    ...categoryRoutes(translate),
    ...deadlineRoutes(translate),
    ...meetingRoutes(settings),
    ...costRoutes,
    ...maintenanceRoutes,
    ...reportRoutes,
    ...billingRoutes(settings),
    ...announcementRoutes(translate, settings),
    failuresCommand,
    unheardRoute,
  ]);
  return catalogue;
};

export const chatSubscribers = (settings: ChatSettings): Subscriber[] => [
  onDocumentEvent,
  onContactEvent(settings),
  onDirectoryEvent(settings),
  onLettersEvent(settings),
  onMoveOut(settings),
  onCommandsChanged,
  onReturn,
  onDutyChanged(settings),
  onRegisterEvent(settings),
  onFirstSteps(settings),
  onMeterEvent(settings),
  onReceiptEvent(settings),
  onPollEvent(settings),
  onRequestChanged(settings),
  onAuthorGone,
  onMeetingEvent(settings),
  onIncidentEvent(settings),
  onGroupEvent(settings),
  onTalkEvent(settings),
  onUndelivered,
  onNoticeUndelivered(() => settings.waysOn ?? new Set()),
  onAnnouncementEvent(settings),
  onChecklistChanged(settings),
  onReportDue(settings),
  onWorkEvent,
  onBillingEvent(settings),
  onBillsDue(settings),
  onOpeningEvent(settings),
  onDebtNoticed(settings),
  onPlanChanged(settings),
  onPayment(settings),
  onNoticePassedOn,
  // Before the months: accounts of units are locked first everywhere.
  onOwnersChanged,
  onOwnerNotice(settings),
  onRegisterChanged,
];

export const cardPresenters = (settings: ChatSettings): Readonly<Record<string, CardPresenter>> => ({
  [announcementCardKind]: announcementCard,
  [checklistCardKind]: checklistCard,
  [contractorCardKind]: contractorCard,
  [documentCardKind]: documentCard,
  [groupCardKind]: groupCard,
  [incidentCardKind]: incidentCard,
  [firstStepsCardKind]: firstStepsCard,
  [joinCardKind]: joinCard,
  [lettersCardKind]: lettersCard,
  [meetingCardKind]: meetingStaffCard,
  [monthCardKind]: monthCard,
  [openingsCardKind]: openingsCard,
  [ownerCardKind]: ownerCard,
  [pollGroupKind]: pollGroupCard(settings),
  [pollNativeKind]: pollNativeCard,
  [pollResidentKind]: pollResidentCard,
  [pollStaffKind]: pollStaffCard,
  [questionCardKind]: questionCard,
  [quoteCardKind]: quoteCard,
  [readingsCardKind]: readingsCard,
  [registerCardKind]: registerCard,
  [residentCardKind]: residentCard,
  [staffCardKind]: staffCard,
  [subscriptionCardKind]: subscriptionCard,
  [talkCardKind]: talkCard,
  [unitLetterCardKind]: unitLetterCard,
});

/** By the kind of what a message is drawn from. */
export const contentDrawers: Readonly<Record<string, ContentDrawer>> = { ...announcementDrawers };
