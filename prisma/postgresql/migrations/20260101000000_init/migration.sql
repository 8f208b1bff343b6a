-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('pending', 'sending', 'sent', 'dead', 'cancelled');

-- CreateEnum
CREATE TYPE "UnitKind" AS ENUM ('apartment', 'parking', 'storage', 'commercial', 'technical');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('phone', 'email', 'push');

-- CreateEnum
CREATE TYPE "OccupancyKind" AS ENUM ('owner', 'tenant', 'household');

-- CreateEnum
CREATE TYPE "RoleKind" AS ENUM ('administrator', 'manager', 'dispatcher', 'accountant', 'board', 'contractor');

-- CreateEnum
CREATE TYPE "JoinState" AS ENUM ('pending', 'approved', 'refused');

-- CreateEnum
CREATE TYPE "LetterState" AS ENUM ('waiting', 'ready');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('reading', 'unreadable', 'previewed', 'cancelled', 'importing', 'imported', 'undoing', 'undone');

-- CreateEnum
CREATE TYPE "DocumentState" AS ENUM ('waiting', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "AttachmentKind" AS ENUM ('photo', 'video', 'voice', 'document');

-- CreateEnum
CREATE TYPE "AttachmentState" AS ENUM ('pending', 'stored', 'refused');

-- CreateEnum
CREATE TYPE "PollState" AS ENUM ('draft', 'proposed', 'scheduled', 'open', 'ended', 'cancelled', 'declined');

-- CreateEnum
CREATE TYPE "PollVoice" AS ENUM ('person', 'unit_first', 'unit_last');

-- CreateEnum
CREATE TYPE "PollAdding" AS ENUM ('none', 'moderated', 'free');

-- CreateEnum
CREATE TYPE "PollOptionState" AS ENUM ('shown', 'waiting', 'refused');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('normal', 'urgent', 'emergency');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('new', 'taken', 'in_progress', 'deferred', 'done', 'closed', 'declined');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('shared', 'internal');

-- CreateEnum
CREATE TYPE "WorkStage" AS ENUM ('planned', 'actual');

-- CreateEnum
CREATE TYPE "WorkKind" AS ENUM ('labour', 'material');

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "companyId" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "actorId" TEXT,
    "account" TEXT,
    "role" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT,
    "outcome" TEXT NOT NULL DEFAULT 'done',
    "detailSealed" TEXT,
    "chainIndex" INTEGER,
    "hash" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboxEntry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "InboxEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "valuesSealed" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActionSpill" (
    "id" TEXT NOT NULL,
    "payloadSealed" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ActionSpill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Card" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "messageId" TEXT,
    "personId" TEXT,
    "language" TEXT NOT NULL,
    "shown" TEXT,
    "reference" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlbumPart" (
    "id" TEXT NOT NULL,
    "album" TEXT NOT NULL,
    "payloadSealed" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AlbumPart_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" SERIAL NOT NULL,
    "companyId" TEXT,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "threadCardId" TEXT,
    "lane" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "contentSealed" TEXT,
    "cardId" TEXT,
    "editMessageId" TEXT,
    "subjectId" TEXT,
    "dedupeKey" TEXT,
    "state" "OutboxState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMP(3) NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "sentMessageId" TEXT,
    "sentAt" TIMESTAMP(3),
    "failureCode" TEXT,
    "failureText" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OutboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" SERIAL NOT NULL,
    "queue" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "singletonKey" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "runAt" TIMESTAMP(3) NOT NULL,
    "leaseHolder" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "failedAt" TIMESTAMP(3),
    "failure" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Company" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/Moscow',
    "language" TEXT NOT NULL DEFAULT 'ru',
    "replyMark" TEXT NOT NULL DEFAULT '!',
    "policyPack" TEXT NOT NULL DEFAULT 'ru',
    "currency" TEXT NOT NULL DEFAULT 'RUB',
    "lastRequest" INTEGER NOT NULL DEFAULT 1000,
    "checkedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Building" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Building_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "kind" "UnitKind" NOT NULL DEFAULT 'apartment',
    "entrance" TEXT,
    "floor" INTEGER,
    "riser" TEXT,
    "area" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "language" TEXT,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "unreachableSince" TIMESTAMP(3),
    "unreachableReason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "valueSealed" TEXT NOT NULL,
    "valueHash" TEXT NOT NULL,
    "confirmedAt" TIMESTAMP(3),
    "position" INTEGER NOT NULL DEFAULT 0,
    "unreachableSince" TIMESTAMP(3),
    "unreachableReason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContactPoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Occupancy" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "kind" "OccupancyKind" NOT NULL,
    "shareNumerator" INTEGER,
    "shareDenominator" INTEGER,
    "from" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "to" TIMESTAMP(3),
    "verifiedAt" TIMESTAMP(3),

    CONSTRAINT "Occupancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "buildingId" TEXT,
    "kind" "RoleKind" NOT NULL,
    "onCall" BOOLEAN NOT NULL DEFAULT false,
    "grantedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invite" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "unitId" TEXT,
    "personId" TEXT,
    "occupancyKind" "OccupancyKind",
    "role" "RoleKind",
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "usedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InviteTrial" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMP(3),

    CONSTRAINT "InviteTrial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JoinRequest" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "phoneSealed" TEXT,
    "textSealed" TEXT NOT NULL,
    "state" "JoinState" NOT NULL DEFAULT 'pending',
    "unitId" TEXT,
    "reasonSealed" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JoinRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LetterOrder" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "state" "LetterState" NOT NULL DEFAULT 'waiting',
    "sheets" INTEGER NOT NULL DEFAULT 0,
    "sheetsDone" INTEGER NOT NULL DEFAULT 0,
    "orderedBy" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LetterOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegisterImport" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "addressSealed" TEXT,
    "state" "ImportState" NOT NULL DEFAULT 'reading',
    "refusal" TEXT,
    "previewSealed" TEXT,
    "validOnly" BOOLEAN NOT NULL DEFAULT false,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "written" TEXT,
    "broughtBy" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RegisterImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RegisterTrace" (
    "importId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" TEXT,

    CONSTRAINT "RegisterTrace_pkey" PRIMARY KEY ("importId","subject","subjectId")
);

-- CreateTable
CREATE TABLE "BuildingChat" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "linkedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BuildingChat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentOrder" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "language" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "state" "DocumentState" NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "refusal" TEXT,
    "orderedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DocumentOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT,
    "subjectType" TEXT,
    "subjectId" TEXT,
    "eventId" INTEGER,
    "kind" "AttachmentKind" NOT NULL,
    "state" "AttachmentState" NOT NULL DEFAULT 'pending',
    "visibility" "Visibility" NOT NULL DEFAULT 'shared',
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT,
    "mime" TEXT,
    "size" INTEGER,
    "address" TEXT,
    "refusal" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buildingId" TEXT,
    "entrance" TEXT,
    "state" "PollState" NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "final" BOOLEAN NOT NULL DEFAULT false,
    "voice" "PollVoice" NOT NULL DEFAULT 'person',
    "ownersOnly" BOOLEAN NOT NULL DEFAULT false,
    "live" BOOLEAN NOT NULL DEFAULT false,
    "adding" "PollAdding" NOT NULL DEFAULT 'none',
    "startAt" TIMESTAMP(3),
    "endAt" TIMESTAMP(3) NOT NULL,
    "remindHours" INTEGER,
    "openedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "authorId" TEXT NOT NULL,
    "decidedBy" TEXT,
    "reasonSealed" TEXT,
    "voters" INTEGER NOT NULL DEFAULT 0,
    "outsiders" INTEGER NOT NULL DEFAULT 0,
    "tally" INTEGER NOT NULL DEFAULT 0,
    "drawn" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Poll_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollQuestion" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "multiple" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PollQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollOption" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "state" "PollOptionState" NOT NULL DEFAULT 'shown',
    "addedBy" TEXT,
    "votes" INTEGER NOT NULL DEFAULT 0,
    "others" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PollOption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollVote" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "voterKey" TEXT NOT NULL,
    "personId" TEXT,
    "unitId" TEXT,
    "counted" BOOLEAN NOT NULL DEFAULT true,
    "votedAt" TIMESTAMP(3),

    CONSTRAINT "PollVote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PollChoice" (
    "pollId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "optionId" TEXT NOT NULL,
    "ballotKey" TEXT NOT NULL,
    "counted" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "PollChoice_pkey" PRIMARY KEY ("ballotKey","pollId","optionId")
);

-- CreateTable
CREATE TABLE "PollDraft" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "choicesSealed" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PollDraft_pkey" PRIMARY KEY ("pollId","personId")
);

-- CreateTable
CREATE TABLE "PollReminder" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PollReminder_pkey" PRIMARY KEY ("pollId","personId")
);

-- CreateTable
CREATE TABLE "PollChart" (
    "pollId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "attachmentId" TEXT NOT NULL,

    CONSTRAINT "PollChart_pkey" PRIMARY KEY ("pollId","language")
);

-- CreateTable
CREATE TABLE "PollCounter" (
    "companyId" TEXT NOT NULL,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PollCounter_pkey" PRIMARY KEY ("companyId")
);

-- CreateTable
CREATE TABLE "PollSettings" (
    "buildingId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "proposals" BOOLEAN NOT NULL DEFAULT false,
    "remindHours" INTEGER NOT NULL DEFAULT 24,

    CONSTRAINT "PollSettings_pkey" PRIMARY KEY ("buildingId")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "parentId" TEXT,
    "key" TEXT NOT NULL,
    "titles" JSONB,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeadlineRule" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "categoryKey" TEXT,
    "priority" "Priority" NOT NULL,
    "reactMinutes" INTEGER NOT NULL,
    "fixMinutes" INTEGER NOT NULL,
    "windowFrom" INTEGER,
    "windowTo" INTEGER,
    "workingDays" BOOLEAN NOT NULL DEFAULT false,
    "basis" TEXT NOT NULL,
    "validFrom" TIMESTAMP(3) NOT NULL,
    "validTo" TIMESTAMP(3),

    CONSTRAINT "DeadlineRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Request" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "authorId" TEXT NOT NULL,
    "categoryId" TEXT NOT NULL,
    "priority" "Priority" NOT NULL DEFAULT 'normal',
    "state" "RequestState" NOT NULL DEFAULT 'new',
    "textSealed" TEXT NOT NULL,
    "accessSealed" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "assigneeId" TEXT,
    "reactDueAt" TIMESTAMP(3) NOT NULL,
    "fixDueAt" TIMESTAMP(3) NOT NULL,
    "pausedAt" TIMESTAMP(3),
    "pauseReason" TEXT,
    "takenAt" TIMESTAMP(3),
    "deferredUntil" TIMESTAMP(3),
    "doneAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "returnCount" INTEGER NOT NULL DEFAULT 0,
    "rating" INTEGER,
    "ratingReason" TEXT,
    "escalatedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestEvent" (
    "id" SERIAL NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "visibility" "Visibility" NOT NULL,
    "actorId" TEXT,
    "textSealed" TEXT,
    "data" JSONB,
    "source" TEXT,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RequestEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MessageRevision" (
    "id" TEXT NOT NULL,
    "eventId" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MessageRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestWord" (
    "requestId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "RequestWord_pkey" PRIMARY KEY ("requestId","hash")
);

-- CreateTable
CREATE TABLE "WorkLine" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "stage" "WorkStage" NOT NULL,
    "kind" "WorkKind" NOT NULL,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "addedBy" TEXT,
    "postedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WorkLine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEntry_subjectType_subjectId_idx" ON "AuditEntry"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_hash_id_idx" ON "AuditEntry"("hash", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_companyId_chainIndex_key" ON "AuditEntry"("companyId", "chainIndex");

-- CreateIndex
CREATE INDEX "InboxEntry_at_idx" ON "InboxEntry"("at");

-- CreateIndex
CREATE INDEX "ActionSpill_createdAt_idx" ON "ActionSpill"("createdAt");

-- CreateIndex
CREATE INDEX "Card_platform_reference_idx" ON "Card"("platform", "reference");

-- CreateIndex
CREATE INDEX "Card_platform_chatId_messageId_idx" ON "Card"("platform", "chatId", "messageId");

-- CreateIndex
CREATE INDEX "Card_subjectId_idx" ON "Card"("subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Card_kind_subjectId_platform_chatId_key" ON "Card"("kind", "subjectId", "platform", "chatId");

-- CreateIndex
CREATE INDEX "AlbumPart_album_idx" ON "AlbumPart"("album");

-- CreateIndex
CREATE UNIQUE INDEX "OutboxMessage_dedupeKey_key" ON "OutboxMessage"("dedupeKey");

-- CreateIndex
CREATE INDEX "OutboxMessage_state_platform_lane_notBefore_id_idx" ON "OutboxMessage"("state", "platform", "lane", "notBefore", "id");

-- CreateIndex
CREATE INDEX "OutboxMessage_platform_chatId_state_id_idx" ON "OutboxMessage"("platform", "chatId", "state", "id");

-- CreateIndex
CREATE INDEX "OutboxMessage_platform_chatId_sentMessageId_idx" ON "OutboxMessage"("platform", "chatId", "sentMessageId");

-- CreateIndex
CREATE INDEX "Job_failedAt_runAt_idx" ON "Job"("failedAt", "runAt");

-- CreateIndex
CREATE UNIQUE INDEX "Job_queue_singletonKey_key" ON "Job"("queue", "singletonKey");

-- CreateIndex
CREATE UNIQUE INDEX "Building_companyId_address_key" ON "Building"("companyId", "address");

-- CreateIndex
CREATE INDEX "Unit_companyId_number_idx" ON "Unit"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_buildingId_kind_number_key" ON "Unit"("buildingId", "kind", "number");

-- CreateIndex
CREATE INDEX "Person_companyId_idx" ON "Person"("companyId");

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE INDEX "Identity_platform_chatId_idx" ON "Identity"("platform", "chatId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_platform_externalId_key" ON "Identity"("platform", "externalId");

-- CreateIndex
CREATE INDEX "ContactPoint_companyId_valueHash_idx" ON "ContactPoint"("companyId", "valueHash");

-- CreateIndex
CREATE UNIQUE INDEX "ContactPoint_personId_kind_valueHash_key" ON "ContactPoint"("personId", "kind", "valueHash");

-- CreateIndex
CREATE INDEX "Occupancy_unitId_idx" ON "Occupancy"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Occupancy_personId_unitId_kind_key" ON "Occupancy"("personId", "unitId", "kind");

-- CreateIndex
CREATE INDEX "Role_personId_idx" ON "Role"("personId");

-- CreateIndex
CREATE INDEX "Role_companyId_kind_idx" ON "Role"("companyId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Invite_codeHash_key" ON "Invite"("codeHash");

-- CreateIndex
CREATE INDEX "Invite_companyId_idx" ON "Invite"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "InviteTrial_platform_externalId_key" ON "InviteTrial"("platform", "externalId");

-- CreateIndex
CREATE INDEX "JoinRequest_companyId_state_idx" ON "JoinRequest"("companyId", "state");

-- CreateIndex
CREATE INDEX "JoinRequest_platform_externalId_idx" ON "JoinRequest"("platform", "externalId");

-- CreateIndex
CREATE INDEX "LetterOrder_companyId_idx" ON "LetterOrder"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "RegisterImport_source_key" ON "RegisterImport"("source");

-- CreateIndex
CREATE INDEX "RegisterImport_companyId_idx" ON "RegisterImport"("companyId");

-- CreateIndex
CREATE INDEX "RegisterTrace_subjectId_idx" ON "RegisterTrace"("subjectId");

-- CreateIndex
CREATE INDEX "BuildingChat_buildingId_idx" ON "BuildingChat"("buildingId");

-- CreateIndex
CREATE UNIQUE INDEX "BuildingChat_platform_chatId_key" ON "BuildingChat"("platform", "chatId");

-- CreateIndex
CREATE INDEX "DocumentOrder_companyId_createdAt_idx" ON "DocumentOrder"("companyId", "createdAt");

-- CreateIndex
CREATE INDEX "Attachment_requestId_idx" ON "Attachment"("requestId");

-- CreateIndex
CREATE INDEX "Attachment_subjectType_subjectId_idx" ON "Attachment"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "Attachment_address_idx" ON "Attachment"("address");

-- CreateIndex
CREATE INDEX "Poll_state_endAt_idx" ON "Poll"("state", "endAt");

-- CreateIndex
CREATE INDEX "Poll_companyId_state_idx" ON "Poll"("companyId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Poll_companyId_number_key" ON "Poll"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "PollQuestion_pollId_position_key" ON "PollQuestion"("pollId", "position");

-- CreateIndex
CREATE INDEX "PollOption_pollId_idx" ON "PollOption"("pollId");

-- CreateIndex
CREATE UNIQUE INDEX "PollOption_questionId_position_key" ON "PollOption"("questionId", "position");

-- CreateIndex
CREATE INDEX "PollVote_pollId_personId_idx" ON "PollVote"("pollId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "PollVote_pollId_voterKey_key" ON "PollVote"("pollId", "voterKey");

-- CreateIndex
CREATE INDEX "PollChoice_pollId_optionId_idx" ON "PollChoice"("pollId", "optionId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_companyId_key_key" ON "Category"("companyId", "key");

-- CreateIndex
CREATE INDEX "DeadlineRule_companyId_priority_idx" ON "DeadlineRule"("companyId", "priority");

-- CreateIndex
CREATE INDEX "Request_companyId_state_fixDueAt_idx" ON "Request"("companyId", "state", "fixDueAt");

-- CreateIndex
CREATE INDEX "Request_authorId_createdAt_idx" ON "Request"("authorId", "createdAt");

-- CreateIndex
CREATE INDEX "Request_assigneeId_state_idx" ON "Request"("assigneeId", "state");

-- CreateIndex
CREATE INDEX "Request_unitId_idx" ON "Request"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Request_companyId_number_key" ON "Request"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "RequestEvent_source_key" ON "RequestEvent"("source");

-- CreateIndex
CREATE INDEX "RequestEvent_requestId_id_idx" ON "RequestEvent"("requestId", "id");

-- CreateIndex
CREATE INDEX "MessageRevision_eventId_idx" ON "MessageRevision"("eventId");

-- CreateIndex
CREATE INDEX "RequestWord_companyId_hash_idx" ON "RequestWord"("companyId", "hash");

-- CreateIndex
CREATE INDEX "WorkLine_requestId_stage_idx" ON "WorkLine"("requestId", "stage");

-- CreateIndex
CREATE INDEX "WorkLine_companyId_createdAt_idx" ON "WorkLine"("companyId", "createdAt");

-- AddForeignKey
ALTER TABLE "Building" ADD CONSTRAINT "Building_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContactPoint" ADD CONSTRAINT "ContactPoint_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occupancy" ADD CONSTRAINT "Occupancy_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occupancy" ADD CONSTRAINT "Occupancy_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "RequestEvent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollQuestion" ADD CONSTRAINT "PollQuestion_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollOption" ADD CONSTRAINT "PollOption_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "PollQuestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Category" ADD CONSTRAINT "Category_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Request" ADD CONSTRAINT "Request_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestEvent" ADD CONSTRAINT "RequestEvent_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MessageRevision" ADD CONSTRAINT "MessageRevision_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "RequestEvent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RequestWord" ADD CONSTRAINT "RequestWord_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "Request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
