-- CreateEnum
CREATE TYPE "AnnouncementKind" AS ENUM ('planned_work', 'outage', 'emergency', 'rules', 'event', 'general');

-- CreateEnum
CREATE TYPE "AnnouncementState" AS ENUM ('draft', 'confirmed', 'scheduled', 'sending', 'paused', 'sent', 'cancelled', 'expired');

-- CreateEnum
CREATE TYPE "RecipientState" AS ENUM ('waiting', 'trying', 'reached', 'unreachable', 'muted');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('queued', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "ServiceGroup" AS ENUM ('housing', 'utility', 'capital', 'other');

-- CreateEnum
CREATE TYPE "TariffMethod" AS ENUM ('area', 'resident', 'unit', 'volume', 'house', 'invoice');

-- CreateEnum
CREATE TYPE "ShareBasis" AS ENUM ('area', 'residents', 'units');

-- CreateEnum
CREATE TYPE "NegativeVolume" AS ENUM ('credit', 'carry', 'zero');

-- CreateEnum
CREATE TYPE "OwnerNoticeState" AS ENUM ('open', 'done', 'left', 'withdrawn');

-- CreateEnum
CREATE TYPE "MonthState" AS ENUM ('charging', 'charged', 'approved', 'publishing', 'published', 'closed');

-- CreateEnum
CREATE TYPE "RecalculationState" AS ENUM ('pending', 'taken');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('bank', 'cash', 'card', 'online', 'other');

-- CreateEnum
CREATE TYPE "PaymentState" AS ENUM ('posted', 'reversed');

-- CreateEnum
CREATE TYPE "SuspenseState" AS ENUM ('open', 'assigned', 'returned');

-- CreateEnum
CREATE TYPE "AllocationTarget" AS ENUM ('principal', 'penalty');

-- CreateEnum
CREATE TYPE "PlanState" AS ENUM ('active', 'kept', 'broken', 'cancelled');

-- CreateEnum
CREATE TYPE "NoticeState" AS ENUM ('queued', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "SmsState" AS ENUM ('submitted', 'delivered', 'failed');

-- CreateEnum
CREATE TYPE "OutboxState" AS ENUM ('pending', 'sending', 'sent', 'dead', 'cancelled');

-- CreateEnum
CREATE TYPE "UnitKind" AS ENUM ('apartment', 'parking', 'storage', 'commercial', 'technical');

-- CreateEnum
CREATE TYPE "ContactKind" AS ENUM ('phone', 'email', 'push');

-- CreateEnum
CREATE TYPE "OccupancyKind" AS ENUM ('owner', 'tenant', 'household');

-- CreateEnum
CREATE TYPE "Proof" AS ENUM ('invite', 'phone', 'moderation', 'extract', 'contract', 'passport', 'acquaintance');

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
CREATE TYPE "GroupState" AS ENUM ('waiting', 'linked', 'refused', 'left');

-- CreateEnum
CREATE TYPE "IncidentState" AS ENUM ('open', 'ended');

-- CreateEnum
CREATE TYPE "MaintenanceUnit" AS ENUM ('day', 'week', 'month');

-- CreateEnum
CREATE TYPE "MeetingState" AS ENUM ('draft', 'preparing', 'notice', 'voting', 'counted', 'minutes', 'cancelled');

-- CreateEnum
CREATE TYPE "VotedVia" AS ENUM ('chat', 'paper', 'proxy');

-- CreateEnum
CREATE TYPE "ProxyState" AS ENUM ('active', 'cancelled');

-- CreateEnum
CREATE TYPE "TalkState" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "MeterKind" AS ENUM ('cold_water', 'hot_water', 'electricity', 'gas', 'heat');

-- CreateEnum
CREATE TYPE "ReadingKind" AS ENUM ('initial', 'monthly', 'handover', 'final');

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
CREATE TYPE "RequestState" AS ENUM ('new', 'taken', 'in_progress', 'deferred', 'done', 'closed', 'declined', 'merged');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('shared', 'internal');

-- CreateEnum
CREATE TYPE "WorkStage" AS ENUM ('planned', 'actual');

-- CreateEnum
CREATE TYPE "WorkKind" AS ENUM ('labour', 'material');

-- CreateEnum
CREATE TYPE "OfferState" AS ENUM ('offered', 'accepted', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "VisitState" AS ENUM ('proposed', 'agreed', 'dropped');

-- CreateEnum
CREATE TYPE "QuoteState" AS ENUM ('waiting', 'approved', 'declined', 'withdrawn');

-- CreateTable
CREATE TABLE "Announcement" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "AnnouncementKind" NOT NULL,
    "category" TEXT NOT NULL,
    "state" "AnnouncementState" NOT NULL DEFAULT 'draft',
    "textVersion" INTEGER NOT NULL DEFAULT 1,
    "filesVersion" INTEGER NOT NULL DEFAULT 1,
    "groupRule" TEXT NOT NULL DEFAULT 'post',
    "seenRule" TEXT NOT NULL DEFAULT 'offered',
    "audience" JSONB NOT NULL,
    "beginsAt" TIMESTAMP(3),
    "endsAt" TIMESTAMP(3),
    "sendAt" TIMESTAMP(3),
    "repeat" TEXT,
    "expiresAt" TIMESTAMP(3),
    "followsId" TEXT,
    "incidentId" TEXT,
    "seriesId" TEXT,
    "authorId" TEXT,
    "confirmedBy" TEXT,
    "secondBy" TEXT,
    "preview" JSONB,
    "cursor" TEXT NOT NULL DEFAULT '',
    "gathered" BOOLEAN NOT NULL DEFAULT false,
    "people" INTEGER NOT NULL DEFAULT 0,
    "reached" INTEGER NOT NULL DEFAULT 0,
    "unreachable" INTEGER NOT NULL DEFAULT 0,
    "muted" INTEGER NOT NULL DEFAULT 0,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMP(3),
    "correctedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AnnouncementVersion" (
    "announcementId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "textsSealed" TEXT NOT NULL,
    "editedBy" TEXT,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AnnouncementVersion_pkey" PRIMARY KEY ("announcementId","version")
);

-- CreateTable
CREATE TABLE "AnnouncementWord" (
    "announcementId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AnnouncementWord_pkey" PRIMARY KEY ("announcementId","hash")
);

-- CreateTable
CREATE TABLE "Recipient" (
    "announcementId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT,
    "state" "RecipientState" NOT NULL DEFAULT 'waiting',
    "dueAt" TIMESTAMP(3) NOT NULL,
    "digest" BOOLEAN NOT NULL DEFAULT false,
    "reachedAt" TIMESTAMP(3),
    "seenAt" TIMESTAMP(3),
    "seenVersion" INTEGER,
    "remindedAt" TIMESTAMP(3),

    CONSTRAINT "Recipient_pkey" PRIMARY KEY ("announcementId","personId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "announcementId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "personId" TEXT,
    "way" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "threadId" TEXT,
    "language" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'queued',
    "outboxKey" TEXT NOT NULL,
    "textVersion" INTEGER NOT NULL,
    "messageId" TEXT,
    "reason" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "queuedAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Acknowledgement" (
    "announcementId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Acknowledgement_pkey" PRIMARY KEY ("announcementId","personId","version")
);

-- CreateTable
CREATE TABLE "AnnouncementSettings" (
    "companyId" TEXT NOT NULL,
    "lastNumber" INTEGER NOT NULL DEFAULT 0,
    "secondPerson" TEXT NOT NULL DEFAULT 'company-wide',
    "digestAt" INTEGER NOT NULL DEFAULT 1080,

    CONSTRAINT "AnnouncementSettings_pkey" PRIMARY KEY ("companyId")
);

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
CREATE TABLE "Service" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "names" JSONB NOT NULL,
    "group" "ServiceGroup" NOT NULL DEFAULT 'housing',
    "measure" TEXT NOT NULL,
    "meterKind" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "endedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tariff" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT,
    "serviceId" TEXT NOT NULL,
    "method" "TariffMethod" NOT NULL,
    "price" BIGINT,
    "zone" TEXT,
    "norm" BIGINT,
    "basis" "ShareBasis" NOT NULL DEFAULT 'area',
    "negative" "NegativeVolume" NOT NULL DEFAULT 'zero',
    "unitKinds" JSONB,
    "from" TEXT NOT NULL,
    "to" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Tariff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupplierInvoice" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SupplierInvoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExtraCharge" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reasonSealed" TEXT NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ExtraCharge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Privilege" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "serviceId" TEXT,
    "discount" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT,
    "reasonSealed" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Privilege_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingAccount" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "opened" TEXT NOT NULL,
    "closed" TEXT,
    "byReading" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BillingAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OwnerNotice" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "state" "OwnerNoticeState" NOT NULL DEFAULT 'open',
    "nextAccountId" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OwnerNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ResidentCount" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ResidentCount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingMonth" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "state" "MonthState" NOT NULL DEFAULT 'charging',
    "run" INTEGER NOT NULL DEFAULT 1,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "changes" JSONB,
    "issued" TEXT,
    "startedBy" TEXT,
    "approvedBy" TEXT,
    "approvedAt" TIMESTAMP(3),
    "publishedBy" TEXT,
    "publishedAt" TIMESTAMP(3),
    "closedBy" TEXT,
    "closedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BillingMonth_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "monthId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "number" INTEGER,
    "position" INTEGER NOT NULL,
    "charged" BIGINT NOT NULL,
    "penalty" BIGINT NOT NULL DEFAULT 0,
    "debtBefore" BIGINT NOT NULL DEFAULT 0,
    "penaltyBefore" BIGINT NOT NULL DEFAULT 0,
    "advanceBefore" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "paid" BIGINT NOT NULL DEFAULT 0,
    "lateFee" BIGINT NOT NULL DEFAULT 0,
    "lateFeePaid" BIGINT NOT NULL DEFAULT 0,
    "lateCheck" BOOLEAN NOT NULL DEFAULT false,
    "settled" BOOLEAN NOT NULL DEFAULT false,
    "issued" TEXT,
    "due" TEXT,
    "incomplete" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SharedLines" (
    "monthId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "lines" TEXT NOT NULL,

    CONSTRAINT "SharedLines_pkey" PRIMARY KEY ("monthId","buildingId")
);

-- CreateTable
CREATE TABLE "ReceiptBatch" (
    "monthId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "receipts" INTEGER NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT false,
    "earned" JSONB NOT NULL,
    "drafts" TEXT NOT NULL,
    "lines" TEXT NOT NULL,

    CONSTRAINT "ReceiptBatch_pkey" PRIMARY KEY ("monthId","position","buildingId")
);

-- CreateTable
CREATE TABLE "ChargeTotal" (
    "monthId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "ChargeTotal_pkey" PRIMARY KEY ("monthId","buildingId","serviceId")
);

-- CreateTable
CREATE TABLE "MonthPenalty" (
    "monthId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "MonthPenalty_pkey" PRIMARY KEY ("monthId","buildingId")
);

-- CreateTable
CREATE TABLE "MissingVolume" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "monthId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "serviceId" TEXT NOT NULL,
    "lacks" TEXT NOT NULL,

    CONSTRAINT "MissingVolume_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarriedVolume" (
    "buildingId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT '',
    "month" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "volume" BIGINT NOT NULL,

    CONSTRAINT "CarriedVolume_pkey" PRIMARY KEY ("buildingId","serviceId","zone","month")
);

-- CreateTable
CREATE TABLE "Recalculation" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "amount" BIGINT NOT NULL,
    "reasonSealed" TEXT NOT NULL,
    "state" "RecalculationState" NOT NULL DEFAULT 'pending',
    "monthId" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Recalculation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "reverses" TEXT,
    "reason" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerLine" (
    "entryId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "debit" BIGINT NOT NULL,
    "credit" BIGINT NOT NULL,

    CONSTRAINT "LedgerLine_pkey" PRIMARY KEY ("entryId","position")
);

-- CreateTable
CREATE TABLE "LedgerBalance" (
    "account" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "balance" BIGINT NOT NULL,

    CONSTRAINT "LedgerBalance_pkey" PRIMARY KEY ("account")
);

-- CreateTable
CREATE TABLE "LedgerTurnover" (
    "account" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "debit" BIGINT NOT NULL,
    "credit" BIGINT NOT NULL,

    CONSTRAINT "LedgerTurnover_pkey" PRIMARY KEY ("account","month")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "date" TEXT NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'hand',
    "suspenseId" TEXT,
    "forMonth" TEXT,
    "forPenalty" BOOLEAN NOT NULL DEFAULT false,
    "payerSealed" TEXT,
    "noteSealed" TEXT,
    "state" "PaymentState" NOT NULL DEFAULT 'posted',
    "refunded" BIGINT NOT NULL DEFAULT 0,
    "reversedAt" TIMESTAMP(3),
    "reversedBy" TEXT,
    "reasonSealed" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SuspensePayment" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "date" TEXT NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'hand',
    "payerSealed" TEXT,
    "noteSealed" TEXT,
    "state" "SuspenseState" NOT NULL DEFAULT 'open',
    "paymentId" TEXT,
    "reasonSealed" TEXT,
    "settledBy" TEXT,
    "settledAt" TIMESTAMP(3),
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SuspensePayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WriteOff" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "entryId" TEXT NOT NULL,
    "reversedAt" TIMESTAMP(3),
    "reversedBy" TEXT,
    "reasonSealed" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WriteOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WrittenOff" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "receiptId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "target" "AllocationTarget" NOT NULL,
    "amount" BIGINT NOT NULL,
    "writeOffId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WrittenOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpeningBalance" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "due" TEXT NOT NULL,
    "debt" BIGINT NOT NULL,
    "penalty" BIGINT NOT NULL,
    "advance" BIGINT NOT NULL,
    "entryId" TEXT NOT NULL,
    "reversedAt" TIMESTAMP(3),
    "reversedBy" TEXT,
    "reasonSealed" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OpeningBalance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpeningImport" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'reading',
    "refusal" TEXT,
    "preview" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "broughtBy" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OpeningImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Allocation" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "paymentId" TEXT,
    "receiptId" TEXT NOT NULL,
    "target" "AllocationTarget" NOT NULL,
    "amount" BIGINT NOT NULL,
    "date" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "undoneBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Penalty" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "receiptId" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "segments" JSONB NOT NULL,
    "entryId" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Penalty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReferenceRate" (
    "companyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "rate" INTEGER NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReferenceRate_pkey" PRIMARY KEY ("companyId","name","from")
);

-- CreateTable
CREATE TABLE "InstalmentPlan" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "state" "PlanState" NOT NULL DEFAULT 'active',
    "stopsPenalty" BOOLEAN NOT NULL DEFAULT true,
    "from" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "ended" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "InstalmentPlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DebtNotice" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "stage" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "debt" BIGINT NOT NULL,
    "penalty" BIGINT NOT NULL,
    "state" "NoticeState" NOT NULL DEFAULT 'queued',
    "way" TEXT,
    "proof" TEXT,
    "reason" TEXT,
    "sentAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DebtNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillingSettings" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'RU',
    "name" TEXT,
    "inn" TEXT,
    "kpp" TEXT,
    "account" TEXT,
    "bank" TEXT,
    "bic" TEXT,
    "corrAccount" TEXT,
    "iban" TEXT,
    "street" TEXT,
    "house" TEXT,
    "postalCode" TEXT,
    "town" TEXT,
    "phone" TEXT,
    "readingsFrom" INTEGER NOT NULL DEFAULT 20,
    "readingsTo" INTEGER NOT NULL DEFAULT 25,
    "receiptsBy" INTEGER,
    "dueDay" INTEGER,
    "noticeDays" JSONB,
    "lastAccount" INTEGER NOT NULL DEFAULT 100000,
    "leastDebt" BIGINT NOT NULL DEFAULT 10000,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BillingSettings_pkey" PRIMARY KEY ("id")
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
    "eventId" TEXT,
    "payloadSealed" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AlbumPart_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NotificationSetting" (
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "NotificationSetting_pkey" PRIMARY KEY ("personId","kind","way")
);

-- CreateTable
CREATE TABLE "NotificationPreference" (
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "digest" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "NotificationPreference_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "NotificationDefault" (
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ways" TEXT NOT NULL,
    "quietFrom" INTEGER,
    "quietTo" INTEGER,
    "fallbackMinutes" INTEGER NOT NULL,
    "optOut" BOOLEAN NOT NULL DEFAULT true,
    "secondPerson" TEXT,
    "groupRule" TEXT,
    "seenRule" TEXT,

    CONSTRAINT "NotificationDefault_pkey" PRIMARY KEY ("companyId","kind")
);

-- CreateTable
CREATE TABLE "ContactProof" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" "ContactKind" NOT NULL,
    "valueSealed" TEXT NOT NULL,
    "valueHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "wrong" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ContactProof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SmsTariff" (
    "companyId" TEXT NOT NULL,
    "pricePerSegment" BIGINT NOT NULL DEFAULT 0,
    "monthlyLimit" BIGINT,
    "warnedMonth" TEXT,

    CONSTRAINT "SmsTariff_pkey" PRIMARY KEY ("companyId")
);

-- CreateTable
CREATE TABLE "SmsMessage" (
    "outboxId" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "contactPointId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "price" BIGINT NOT NULL,
    "state" "SmsState" NOT NULL DEFAULT 'submitted',
    "failure" TEXT,
    "awaitsReceipt" BOOLEAN NOT NULL DEFAULT true,
    "sentAt" TIMESTAMP(3) NOT NULL,
    "settledAt" TIMESTAMP(3),

    CONSTRAINT "SmsMessage_pkey" PRIMARY KEY ("outboxId")
);

-- CreateTable
CREATE TABLE "SmsPart" (
    "outboxId" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "state" "SmsState" NOT NULL DEFAULT 'submitted',

    CONSTRAINT "SmsPart_pkey" PRIMARY KEY ("outboxId","place")
);

-- CreateTable
CREATE TABLE "PersonalNotice" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subjectId" TEXT,
    "lane" TEXT NOT NULL,
    "contentSealed" TEXT NOT NULL,
    "ways" TEXT NOT NULL,
    "outboxKey" TEXT,
    "failure" TEXT,
    "dueAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PersonalNotice_pkey" PRIMARY KEY ("id")
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
    "drawnFrom" TEXT,
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
    "account" TEXT,
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
CREATE TABLE "PersonWord" (
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "PersonWord_pkey" PRIMARY KEY ("personId","hash")
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "language" TEXT,
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
    "verifiedHow" "Proof",
    "verifiedBy" TEXT,

    CONSTRAINT "Occupancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PastOccupancy" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "kind" "OccupancyKind" NOT NULL,
    "shareNumerator" INTEGER,
    "shareDenominator" INTEGER,
    "from" TIMESTAMP(3) NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PastOccupancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EndingOccupancy" (
    "occupancyId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EndingOccupancy_pkey" PRIMARY KEY ("occupancyId")
);

-- CreateTable
CREATE TABLE "ShareFault" (
    "unitId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "numerator" TEXT NOT NULL,
    "denominator" TEXT NOT NULL,
    "foundAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ShareFault_pkey" PRIMARY KEY ("unitId")
);

-- CreateTable
CREATE TABLE "DutyShift" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT,
    "personId" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,
    "setBy" TEXT,
    "begunAt" TIMESTAMP(3),
    "cancelledAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DutyShift_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "StrangerLanguage" (
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    CONSTRAINT "StrangerLanguage_pkey" PRIMARY KEY ("platform","externalId")
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
    "columns" TEXT,
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
CREATE TABLE "ColumnMapping" (
    "companyId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "headingsSealed" TEXT NOT NULL,
    "changedBy" TEXT,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ColumnMapping_pkey" PRIMARY KEY ("companyId","fingerprint")
);

-- CreateTable
CREATE TABLE "NoticeRule" (
    "companyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "owner" BOOLEAN NOT NULL,
    "tenant" BOOLEAN NOT NULL,
    "household" BOOLEAN NOT NULL,
    "changedBy" TEXT,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "NoticeRule_pkey" PRIMARY KEY ("companyId","kind")
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
    "uniqueId" TEXT,
    "source" TEXT,
    "replacedAt" TIMESTAMP(3),
    "nameSealed" TEXT,
    "mime" TEXT,
    "size" INTEGER,
    "address" TEXT,
    "refusal" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupLink" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "state" "GroupState" NOT NULL DEFAULT 'waiting',
    "buildingId" TEXT,
    "threadId" TEXT,
    "topicSealed" TEXT,
    "decidedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "GroupLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupRules" (
    "buildingId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "textsSealed" TEXT,
    "greets" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "GroupRules_pkey" PRIMARY KEY ("buildingId")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "categoryKey" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "entrance" TEXT,
    "riser" TEXT,
    "unitIds" JSONB,
    "state" "IncidentState" NOT NULL DEFAULT 'open',
    "textsSealed" TEXT NOT NULL,
    "expectedEndAt" TIMESTAMP(3) NOT NULL,
    "beganAt" TIMESTAMP(3) NOT NULL,
    "beganBy" TEXT,
    "endedAt" TIMESTAMP(3),
    "endedBy" TEXT,
    "announcementId" TEXT,
    "remindedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IncidentRequest" (
    "incidentId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "linkedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IncidentRequest_pkey" PRIMARY KEY ("incidentId","requestId")
);

-- CreateTable
CREATE TABLE "IncidentReader" (
    "incidentId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IncidentReader_pkey" PRIMARY KEY ("incidentId","personId")
);

-- CreateTable
CREATE TABLE "MaintenancePlan" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "categoryKey" TEXT NOT NULL,
    "every" INTEGER NOT NULL,
    "unit" "MaintenanceUnit" NOT NULL,
    "startsOn" TEXT NOT NULL,
    "nextOn" TEXT NOT NULL,
    "checklist" JSONB NOT NULL,
    "assigneeId" TEXT,
    "createdBy" TEXT NOT NULL,
    "pausedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MaintenancePlan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MaintenanceRound" (
    "planId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MaintenanceRound_pkey" PRIMARY KEY ("planId","dueOn")
);

-- CreateTable
CREATE TABLE "ChecklistItem" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "doneAt" TIMESTAMP(3),
    "doneBy" TEXT,

    CONSTRAINT "ChecklistItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "state" "MeetingState" NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 0,
    "policy" JSONB NOT NULL,
    "secret" BOOLEAN NOT NULL DEFAULT false,
    "opensAt" TIMESTAMP(3) NOT NULL,
    "closesAt" TIMESTAMP(3) NOT NULL,
    "snapshotAt" TIMESTAMP(3),
    "noticeAt" TIMESTAMP(3),
    "countedAt" TIMESTAMP(3),
    "minutesAt" TIMESTAMP(3),
    "minutesSealed" TEXT,
    "reasonSealed" TEXT,
    "reconvenes" TEXT,
    "scale" TEXT NOT NULL DEFAULT '1',
    "sharesScale" TEXT NOT NULL DEFAULT '1',
    "totals" JSONB,
    "voters" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "checksum" TEXT,
    "reminded" INTEGER,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgendaQuestion" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "titleSealed" TEXT NOT NULL,
    "proposalSealed" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "AgendaQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DecisionLink" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "linkedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DecisionLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EligibleVoter" (
    "id" SERIAL NOT NULL,
    "companyId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "unitNumber" TEXT NOT NULL,
    "unitKind" TEXT NOT NULL,
    "area" INTEGER,
    "personId" TEXT,
    "shareNumerator" TEXT NOT NULL,
    "shareDenominator" TEXT NOT NULL,
    "voice" TEXT NOT NULL,
    "weight" TEXT NOT NULL,
    "shares" TEXT NOT NULL,

    CONSTRAINT "EligibleVoter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingVoter" (
    "companyId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "units" TEXT NOT NULL,
    "weight" TEXT NOT NULL,
    "via" "VotedVia",
    "votedAt" TIMESTAMP(3),
    "ballot" INTEGER,

    CONSTRAINT "MeetingVoter_pkey" PRIMARY KEY ("meetingId","personId")
);

-- CreateTable
CREATE TABLE "MeetingProxy" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "principalId" TEXT NOT NULL,
    "holderId" TEXT,
    "holderNameSealed" TEXT NOT NULL,
    "state" "ProxyState" NOT NULL DEFAULT 'active',
    "registeredBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "cancelledAt" TIMESTAMP(3),

    CONSTRAINT "MeetingProxy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingBallot" (
    "meetingId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "companyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "proxyId" TEXT,
    "answersSealed" TEXT,
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "castBy" TEXT,
    "castAt" TIMESTAMP(3) NOT NULL,
    "receivedOn" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "MeetingBallot_pkey" PRIMARY KEY ("meetingId","index")
);

-- CreateTable
CREATE TABLE "SecretChoice" (
    "id" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "weight" TEXT NOT NULL,
    "shares" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "answersSealed" TEXT NOT NULL,
    "receiptHash" TEXT NOT NULL,

    CONSTRAINT "SecretChoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingTally" (
    "meetingId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "ballots" INTEGER NOT NULL DEFAULT 0,
    "voted" INTEGER NOT NULL DEFAULT 0,
    "head" TEXT NOT NULL,
    "urn" TEXT NOT NULL,
    "count" JSONB NOT NULL,

    CONSTRAINT "MeetingTally_pkey" PRIMARY KEY ("meetingId")
);

-- CreateTable
CREATE TABLE "UnitVotingWeight" (
    "unitId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "weight" INTEGER NOT NULL,

    CONSTRAINT "UnitVotingWeight_pkey" PRIMARY KEY ("unitId")
);

-- CreateTable
CREATE TABLE "Talk" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "buildingId" TEXT,
    "unitId" TEXT,
    "state" "TalkState" NOT NULL DEFAULT 'open',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "Talk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TalkMessage" (
    "id" SERIAL NOT NULL,
    "companyId" TEXT NOT NULL,
    "talkId" TEXT NOT NULL,
    "fromResident" BOOLEAN NOT NULL,
    "authorId" TEXT,
    "visibility" "Visibility" NOT NULL DEFAULT 'shared',
    "textSealed" TEXT NOT NULL,
    "source" TEXT,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TalkMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TalkMessageRevision" (
    "id" TEXT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TalkMessageRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitLetter" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "textSealed" TEXT NOT NULL,
    "writtenBy" TEXT,
    "people" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "UnitLetter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meter" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "buildingId" TEXT NOT NULL,
    "unitId" TEXT,
    "kind" "MeterKind" NOT NULL,
    "serial" TEXT NOT NULL,
    "zones" JSONB NOT NULL,
    "capacity" BIGINT NOT NULL,
    "place" TEXT,
    "verifiedUntil" TEXT,
    "warnedFor" TEXT,
    "removed" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Meter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reading" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "meterId" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT '',
    "kind" "ReadingKind" NOT NULL DEFAULT 'monthly',
    "day" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "turned" BOOLEAN NOT NULL DEFAULT false,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "source" TEXT NOT NULL,
    "message" TEXT,
    "givenBy" TEXT,
    "replacedAt" TIMESTAMP(3),
    "replacedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeniedAccess" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "endedOn" TEXT,
    "notedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DeniedAccess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadingReminder" (
    "unitId" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,

    CONSTRAINT "ReadingReminder_pkey" PRIMARY KEY ("unitId","month","day","personId")
);

-- CreateTable
CREATE TABLE "ReadingImport" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "address" TEXT,
    "state" "ImportState" NOT NULL DEFAULT 'reading',
    "refusal" TEXT,
    "preview" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "broughtBy" TEXT NOT NULL,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReadingImport_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "PollSealedBallot" (
    "pollId" TEXT NOT NULL,
    "ballotKey" TEXT NOT NULL,
    "choicesSealed" TEXT NOT NULL,

    CONSTRAINT "PollSealedBallot_pkey" PRIMARY KEY ("pollId","ballotKey")
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
CREATE TABLE "ReceiptQuestion" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "receiptId" TEXT NOT NULL,
    "unitId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "closedAt" TIMESTAMP(3),
    "closedBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReceiptQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceiptMessage" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "visibility" "Visibility" NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" TEXT,
    "textSealed" TEXT NOT NULL,
    "source" TEXT,
    "at" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),

    CONSTRAINT "ReceiptMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceiptMessageRevision" (
    "id" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "textSealed" TEXT NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReceiptMessageRevision_pkey" PRIMARY KEY ("id")
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
    "mergedIntoId" TEXT,
    "textHash" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestSubscriber" (
    "requestId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "mergedFromId" TEXT,
    "joinedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RequestSubscriber_pkey" PRIMARY KEY ("requestId","personId")
);

-- CreateTable
CREATE TABLE "AssignmentRule" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "categoryKey" TEXT,
    "buildingId" TEXT,
    "weekdays" TEXT,
    "minuteFrom" INTEGER,
    "minuteTo" INTEGER,
    "assigneeId" TEXT NOT NULL,
    "createdBy" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "AssignmentRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RequestSettings" (
    "companyId" TEXT NOT NULL,
    "approvalLimit" BIGINT,
    "duplicateHours" INTEGER NOT NULL DEFAULT 72,

    CONSTRAINT "RequestSettings_pkey" PRIMARY KEY ("companyId")
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

-- CreateTable
CREATE TABLE "WorkOffer" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "contractorId" TEXT NOT NULL,
    "state" "OfferState" NOT NULL DEFAULT 'offered',
    "offeredBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "WorkOffer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Visit" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "contractorId" TEXT NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "to" TIMESTAMP(3) NOT NULL,
    "proposedBy" TEXT NOT NULL,
    "state" "VisitState" NOT NULL DEFAULT 'proposed',
    "agreedAt" TIMESTAMP(3),
    "remindAt" TIMESTAMP(3),
    "remindedAt" TIMESTAMP(3),
    "arrivedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Quote" (
    "id" TEXT NOT NULL,
    "companyId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "contractorId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "lines" TEXT NOT NULL,
    "total" BIGINT NOT NULL,
    "state" "QuoteState" NOT NULL DEFAULT 'waiting',
    "aboveLimit" BOOLEAN NOT NULL,
    "noteSealed" TEXT,
    "reasonSealed" TEXT,
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Announcement_companyId_startedAt_idx" ON "Announcement"("companyId", "startedAt");

-- CreateIndex
CREATE INDEX "Announcement_state_sendAt_idx" ON "Announcement"("state", "sendAt");

-- CreateIndex
CREATE INDEX "Announcement_followsId_idx" ON "Announcement"("followsId");

-- CreateIndex
CREATE INDEX "Announcement_incidentId_idx" ON "Announcement"("incidentId");

-- CreateIndex
CREATE UNIQUE INDEX "Announcement_companyId_number_key" ON "Announcement"("companyId", "number");

-- CreateIndex
CREATE INDEX "AnnouncementWord_companyId_hash_idx" ON "AnnouncementWord"("companyId", "hash");

-- CreateIndex
CREATE INDEX "Recipient_announcementId_state_dueAt_idx" ON "Recipient"("announcementId", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Recipient_personId_announcementId_idx" ON "Recipient"("personId", "announcementId");

-- CreateIndex
CREATE INDEX "Delivery_announcementId_state_textVersion_idx" ON "Delivery"("announcementId", "state", "textVersion");

-- CreateIndex
CREATE INDEX "Delivery_personId_idx" ON "Delivery"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_announcementId_target_way_key" ON "Delivery"("announcementId", "target", "way");

-- CreateIndex
CREATE INDEX "Acknowledgement_personId_idx" ON "Acknowledgement"("personId");

-- CreateIndex
CREATE INDEX "AuditEntry_subjectType_subjectId_idx" ON "AuditEntry"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_hash_id_idx" ON "AuditEntry"("hash", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_companyId_chainIndex_key" ON "AuditEntry"("companyId", "chainIndex");

-- CreateIndex
CREATE UNIQUE INDEX "Service_companyId_code_key" ON "Service"("companyId", "code");

-- CreateIndex
CREATE INDEX "Tariff_companyId_serviceId_idx" ON "Tariff"("companyId", "serviceId");

-- CreateIndex
CREATE UNIQUE INDEX "SupplierInvoice_buildingId_serviceId_month_key" ON "SupplierInvoice"("buildingId", "serviceId", "month");

-- CreateIndex
CREATE INDEX "ExtraCharge_companyId_month_idx" ON "ExtraCharge"("companyId", "month");

-- CreateIndex
CREATE INDEX "ExtraCharge_accountId_idx" ON "ExtraCharge"("accountId");

-- CreateIndex
CREATE INDEX "Privilege_accountId_idx" ON "Privilege"("accountId");

-- CreateIndex
CREATE INDEX "BillingAccount_buildingId_idx" ON "BillingAccount"("buildingId");

-- CreateIndex
CREATE UNIQUE INDEX "BillingAccount_companyId_number_key" ON "BillingAccount"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "BillingAccount_unitId_opened_key" ON "BillingAccount"("unitId", "opened");

-- CreateIndex
CREATE INDEX "OwnerNotice_accountId_idx" ON "OwnerNotice"("accountId");

-- CreateIndex
CREATE INDEX "OwnerNotice_companyId_state_idx" ON "OwnerNotice"("companyId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ResidentCount_unitId_from_key" ON "ResidentCount"("unitId", "from");

-- CreateIndex
CREATE UNIQUE INDEX "BillingMonth_companyId_month_key" ON "BillingMonth"("companyId", "month");

-- CreateIndex
CREATE INDEX "Receipt_accountId_settled_idx" ON "Receipt"("accountId", "settled");

-- CreateIndex
CREATE INDEX "Receipt_monthId_buildingId_position_idx" ON "Receipt"("monthId", "buildingId", "position");

-- CreateIndex
CREATE INDEX "Receipt_companyId_settled_due_idx" ON "Receipt"("companyId", "settled", "due");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_accountId_monthId_key" ON "Receipt"("accountId", "monthId");

-- CreateIndex
CREATE INDEX "MissingVolume_monthId_buildingId_idx" ON "MissingVolume"("monthId", "buildingId");

-- CreateIndex
CREATE INDEX "Recalculation_companyId_state_idx" ON "Recalculation"("companyId", "state");

-- CreateIndex
CREATE INDEX "Recalculation_accountId_month_idx" ON "Recalculation"("accountId", "month");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_reverses_key" ON "LedgerEntry"("reverses");

-- CreateIndex
CREATE INDEX "LedgerEntry_companyId_month_idx" ON "LedgerEntry"("companyId", "month");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerEntry_companyId_key_key" ON "LedgerEntry"("companyId", "key");

-- CreateIndex
CREATE INDEX "LedgerLine_account_date_debit_credit_idx" ON "LedgerLine"("account", "date", "debit", "credit");

-- CreateIndex
CREATE INDEX "LedgerTurnover_companyId_month_idx" ON "LedgerTurnover"("companyId", "month");

-- CreateIndex
CREATE INDEX "Payment_accountId_date_idx" ON "Payment"("accountId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_companyId_key_key" ON "Payment"("companyId", "key");

-- CreateIndex
CREATE INDEX "SuspensePayment_companyId_state_idx" ON "SuspensePayment"("companyId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "SuspensePayment_companyId_key_key" ON "SuspensePayment"("companyId", "key");

-- CreateIndex
CREATE INDEX "WriteOff_accountId_idx" ON "WriteOff"("accountId");

-- CreateIndex
CREATE INDEX "WrittenOff_companyId_month_idx" ON "WrittenOff"("companyId", "month");

-- CreateIndex
CREATE INDEX "WrittenOff_writeOffId_idx" ON "WrittenOff"("writeOffId");

-- CreateIndex
CREATE INDEX "WrittenOff_receiptId_idx" ON "WrittenOff"("receiptId");

-- CreateIndex
CREATE INDEX "OpeningBalance_unitId_idx" ON "OpeningBalance"("unitId");

-- CreateIndex
CREATE INDEX "OpeningBalance_companyId_idx" ON "OpeningBalance"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "OpeningBalance_accountId_attempt_key" ON "OpeningBalance"("accountId", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "OpeningImport_source_key" ON "OpeningImport"("source");

-- CreateIndex
CREATE INDEX "OpeningImport_companyId_idx" ON "OpeningImport"("companyId");

-- CreateIndex
CREATE INDEX "Allocation_receiptId_idx" ON "Allocation"("receiptId");

-- CreateIndex
CREATE INDEX "Allocation_accountId_idx" ON "Allocation"("accountId");

-- CreateIndex
CREATE INDEX "Allocation_paymentId_idx" ON "Allocation"("paymentId");

-- CreateIndex
CREATE INDEX "Penalty_accountId_idx" ON "Penalty"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Penalty_receiptId_until_entryId_key" ON "Penalty"("receiptId", "until", "entryId");

-- CreateIndex
CREATE INDEX "InstalmentPlan_accountId_idx" ON "InstalmentPlan"("accountId");

-- CreateIndex
CREATE INDEX "InstalmentPlan_companyId_state_idx" ON "InstalmentPlan"("companyId", "state");

-- CreateIndex
CREATE INDEX "DebtNotice_companyId_state_idx" ON "DebtNotice"("companyId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "DebtNotice_accountId_personId_stage_since_key" ON "DebtNotice"("accountId", "personId", "stage", "since");

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
CREATE INDEX "AlbumPart_eventId_idx" ON "AlbumPart"("eventId");

-- CreateIndex
CREATE INDEX "ContactProof_personId_createdAt_idx" ON "ContactProof"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "ContactProof_codeHash_idx" ON "ContactProof"("codeHash");

-- CreateIndex
CREATE INDEX "SmsMessage_companyId_month_idx" ON "SmsMessage"("companyId", "month");

-- CreateIndex
CREATE INDEX "SmsMessage_sentAt_idx" ON "SmsMessage"("sentAt");

-- CreateIndex
CREATE INDEX "SmsPart_gatewayId_idx" ON "SmsPart"("gatewayId");

-- CreateIndex
CREATE UNIQUE INDEX "PersonalNotice_key_key" ON "PersonalNotice"("key");

-- CreateIndex
CREATE UNIQUE INDEX "PersonalNotice_outboxKey_key" ON "PersonalNotice"("outboxKey");

-- CreateIndex
CREATE INDEX "PersonalNotice_createdAt_idx" ON "PersonalNotice"("createdAt");

-- CreateIndex
CREATE INDEX "PersonalNotice_dueAt_idx" ON "PersonalNotice"("dueAt");

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
CREATE INDEX "Unit_companyId_account_idx" ON "Unit"("companyId", "account");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_buildingId_kind_number_key" ON "Unit"("buildingId", "kind", "number");

-- CreateIndex
CREATE INDEX "Person_companyId_idx" ON "Person"("companyId");

-- CreateIndex
CREATE INDEX "PersonWord_companyId_hash_personId_idx" ON "PersonWord"("companyId", "hash", "personId");

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
CREATE INDEX "PastOccupancy_unitId_idx" ON "PastOccupancy"("unitId");

-- CreateIndex
CREATE INDEX "EndingOccupancy_to_idx" ON "EndingOccupancy"("to");

-- CreateIndex
CREATE INDEX "ShareFault_companyId_idx" ON "ShareFault"("companyId");

-- CreateIndex
CREATE INDEX "DutyShift_companyId_to_idx" ON "DutyShift"("companyId", "to");

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
CREATE INDEX "Attachment_source_idx" ON "Attachment"("source");

-- CreateIndex
CREATE INDEX "Attachment_subjectType_subjectId_idx" ON "Attachment"("subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "Attachment_address_idx" ON "Attachment"("address");

-- CreateIndex
CREATE UNIQUE INDEX "GroupLink_platform_chatId_key" ON "GroupLink"("platform", "chatId");

-- CreateIndex
CREATE INDEX "Incident_buildingId_state_idx" ON "Incident"("buildingId", "state");

-- CreateIndex
CREATE INDEX "Incident_state_expectedEndAt_idx" ON "Incident"("state", "expectedEndAt");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_companyId_number_key" ON "Incident"("companyId", "number");

-- CreateIndex
CREATE INDEX "IncidentRequest_requestId_idx" ON "IncidentRequest"("requestId");

-- CreateIndex
CREATE INDEX "MaintenancePlan_companyId_idx" ON "MaintenancePlan"("companyId");

-- CreateIndex
CREATE INDEX "MaintenancePlan_endedAt_pausedAt_nextOn_idx" ON "MaintenancePlan"("endedAt", "pausedAt", "nextOn");

-- CreateIndex
CREATE INDEX "MaintenanceRound_requestId_idx" ON "MaintenanceRound"("requestId");

-- CreateIndex
CREATE UNIQUE INDEX "ChecklistItem_requestId_position_key" ON "ChecklistItem"("requestId", "position");

-- CreateIndex
CREATE INDEX "Meeting_buildingId_state_idx" ON "Meeting"("buildingId", "state");

-- CreateIndex
CREATE INDEX "Meeting_state_opensAt_idx" ON "Meeting"("state", "opensAt");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_companyId_number_key" ON "Meeting"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaQuestion_meetingId_position_key" ON "AgendaQuestion"("meetingId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "DecisionLink_questionId_subjectType_subjectId_key" ON "DecisionLink"("questionId", "subjectType", "subjectId");

-- CreateIndex
CREATE INDEX "EligibleVoter_meetingId_personId_idx" ON "EligibleVoter"("meetingId", "personId");

-- CreateIndex
CREATE INDEX "EligibleVoter_meetingId_voice_idx" ON "EligibleVoter"("meetingId", "voice");

-- CreateIndex
CREATE INDEX "EligibleVoter_meetingId_unitId_idx" ON "EligibleVoter"("meetingId", "unitId");

-- CreateIndex
CREATE INDEX "MeetingVoter_personId_idx" ON "MeetingVoter"("personId");

-- CreateIndex
CREATE INDEX "MeetingProxy_meetingId_principalId_idx" ON "MeetingProxy"("meetingId", "principalId");

-- CreateIndex
CREATE INDEX "MeetingProxy_holderId_idx" ON "MeetingProxy"("holderId");

-- CreateIndex
CREATE INDEX "MeetingBallot_meetingId_personId_idx" ON "MeetingBallot"("meetingId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "SecretChoice_meetingId_receiptHash_key" ON "SecretChoice"("meetingId", "receiptHash");

-- CreateIndex
CREATE INDEX "Talk_personId_state_idx" ON "Talk"("personId", "state");

-- CreateIndex
CREATE INDEX "Talk_companyId_state_lastAt_idx" ON "Talk"("companyId", "state", "lastAt");

-- CreateIndex
CREATE UNIQUE INDEX "Talk_companyId_number_key" ON "Talk"("companyId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "TalkMessage_source_key" ON "TalkMessage"("source");

-- CreateIndex
CREATE INDEX "TalkMessage_talkId_id_idx" ON "TalkMessage"("talkId", "id");

-- CreateIndex
CREATE INDEX "TalkMessageRevision_messageId_idx" ON "TalkMessageRevision"("messageId");

-- CreateIndex
CREATE INDEX "UnitLetter_unitId_idx" ON "UnitLetter"("unitId");

-- CreateIndex
CREATE INDEX "Meter_unitId_idx" ON "Meter"("unitId");

-- CreateIndex
CREATE INDEX "Meter_companyId_verifiedUntil_idx" ON "Meter"("companyId", "verifiedUntil");

-- CreateIndex
CREATE UNIQUE INDEX "Meter_buildingId_serial_key" ON "Meter"("buildingId", "serial");

-- CreateIndex
CREATE INDEX "Reading_meterId_month_zone_idx" ON "Reading"("meterId", "month", "zone");

-- CreateIndex
CREATE INDEX "Reading_message_idx" ON "Reading"("message");

-- CreateIndex
CREATE UNIQUE INDEX "DeniedAccess_unitId_day_key" ON "DeniedAccess"("unitId", "day");

-- CreateIndex
CREATE UNIQUE INDEX "ReadingImport_source_key" ON "ReadingImport"("source");

-- CreateIndex
CREATE INDEX "ReadingImport_companyId_idx" ON "ReadingImport"("companyId");

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
CREATE INDEX "ReceiptQuestion_companyId_closedAt_idx" ON "ReceiptQuestion"("companyId", "closedAt");

-- CreateIndex
CREATE INDEX "ReceiptQuestion_personId_idx" ON "ReceiptQuestion"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ReceiptMessage_source_key" ON "ReceiptMessage"("source");

-- CreateIndex
CREATE INDEX "ReceiptMessage_questionId_id_idx" ON "ReceiptMessage"("questionId", "id");

-- CreateIndex
CREATE INDEX "ReceiptMessageRevision_messageId_idx" ON "ReceiptMessageRevision"("messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_companyId_key_key" ON "Category"("companyId", "key");

-- CreateIndex
CREATE INDEX "DeadlineRule_companyId_priority_idx" ON "DeadlineRule"("companyId", "priority");

-- CreateIndex
CREATE INDEX "Request_work_idx" ON "Request"("companyId", "state", "fixDueAt", "number", "id", "pausedAt", "reactDueAt");

-- CreateIndex
CREATE INDEX "Request_companyId_createdAt_idx" ON "Request"("companyId", "createdAt");

-- CreateIndex
CREATE INDEX "Request_companyId_doneAt_idx" ON "Request"("companyId", "doneAt");

-- CreateIndex
CREATE INDEX "Request_authorId_createdAt_idx" ON "Request"("authorId", "createdAt");

-- CreateIndex
CREATE INDEX "Request_assigneeId_state_idx" ON "Request"("assigneeId", "state");

-- CreateIndex
CREATE INDEX "Request_unitId_buildingId_createdAt_idx" ON "Request"("unitId", "buildingId", "createdAt");

-- CreateIndex
CREATE INDEX "Request_buildingId_state_createdAt_idx" ON "Request"("buildingId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "Request_mergedIntoId_idx" ON "Request"("mergedIntoId");

-- CreateIndex
CREATE UNIQUE INDEX "Request_companyId_number_key" ON "Request"("companyId", "number");

-- CreateIndex
CREATE INDEX "RequestSubscriber_personId_idx" ON "RequestSubscriber"("personId");

-- CreateIndex
CREATE INDEX "AssignmentRule_companyId_idx" ON "AssignmentRule"("companyId");

-- CreateIndex
CREATE UNIQUE INDEX "RequestEvent_source_key" ON "RequestEvent"("source");

-- CreateIndex
CREATE INDEX "RequestEvent_requestId_id_idx" ON "RequestEvent"("requestId", "id");

-- CreateIndex
CREATE INDEX "MessageRevision_eventId_idx" ON "MessageRevision"("eventId");

-- CreateIndex
CREATE INDEX "RequestWord_companyId_hash_requestId_idx" ON "RequestWord"("companyId", "hash", "requestId");

-- CreateIndex
CREATE INDEX "WorkLine_requestId_stage_idx" ON "WorkLine"("requestId", "stage");

-- CreateIndex
CREATE INDEX "WorkLine_companyId_createdAt_idx" ON "WorkLine"("companyId", "createdAt");

-- CreateIndex
CREATE INDEX "WorkOffer_requestId_state_idx" ON "WorkOffer"("requestId", "state");

-- CreateIndex
CREATE INDEX "WorkOffer_contractorId_state_idx" ON "WorkOffer"("contractorId", "state");

-- CreateIndex
CREATE INDEX "Visit_requestId_state_idx" ON "Visit"("requestId", "state");

-- CreateIndex
CREATE INDEX "Visit_state_remindAt_idx" ON "Visit"("state", "remindAt");

-- CreateIndex
CREATE INDEX "Quote_requestId_state_idx" ON "Quote"("requestId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Quote_requestId_number_key" ON "Quote"("requestId", "number");

-- AddForeignKey
ALTER TABLE "AnnouncementVersion" ADD CONSTRAINT "AnnouncementVersion_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnouncementWord" ADD CONSTRAINT "AnnouncementWord_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LedgerLine" ADD CONSTRAINT "LedgerLine_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "LedgerEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WrittenOff" ADD CONSTRAINT "WrittenOff_writeOffId_fkey" FOREIGN KEY ("writeOffId") REFERENCES "WriteOff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SmsPart" ADD CONSTRAINT "SmsPart_outboxId_fkey" FOREIGN KEY ("outboxId") REFERENCES "SmsMessage"("outboxId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Building" ADD CONSTRAINT "Building_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonWord" ADD CONSTRAINT "PersonWord_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "MaintenanceRound" ADD CONSTRAINT "MaintenanceRound_planId_fkey" FOREIGN KEY ("planId") REFERENCES "MaintenancePlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TalkMessage" ADD CONSTRAINT "TalkMessage_talkId_fkey" FOREIGN KEY ("talkId") REFERENCES "Talk"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TalkMessageRevision" ADD CONSTRAINT "TalkMessageRevision_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "TalkMessage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollQuestion" ADD CONSTRAINT "PollQuestion_pollId_fkey" FOREIGN KEY ("pollId") REFERENCES "Poll"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PollOption" ADD CONSTRAINT "PollOption_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "PollQuestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReceiptMessage" ADD CONSTRAINT "ReceiptMessage_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "ReceiptQuestion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReceiptMessageRevision" ADD CONSTRAINT "ReceiptMessageRevision_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "ReceiptMessage"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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

-- Guards: what is promised to stay as it was written can be neither changed nor deleted.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

DROP TRIGGER IF EXISTS "MeetingBallot_guard" ON "MeetingBallot";
CREATE TRIGGER "MeetingBallot_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "MeetingBallot"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "SecretChoice_guard" ON "SecretChoice";
CREATE TRIGGER "SecretChoice_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SecretChoice"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "LedgerEntry_guard" ON "LedgerEntry";
CREATE TRIGGER "LedgerEntry_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerEntry"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

DROP TRIGGER IF EXISTS "LedgerLine_guard" ON "LedgerLine";
CREATE TRIGGER "LedgerLine_guard" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LedgerLine"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- An entry gets its place in the chain once, after it was written; nothing else of it changes.
DROP TRIGGER IF EXISTS "AuditEntry_guard" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_guard" BEFORE UPDATE OF
  "id", "companyId", "at", "actorId", "account", "role", "channel", "act", "subjectType", "subjectId", "outcome",
  "detailSealed" OR DELETE OR TRUNCATE ON "AuditEntry"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
DROP TRIGGER IF EXISTS "AuditEntry_seal" ON "AuditEntry";
CREATE TRIGGER "AuditEntry_seal" BEFORE UPDATE ON "AuditEntry"
FOR EACH ROW WHEN (OLD."hash" IS NOT NULL) EXECUTE FUNCTION "refuse_change"();
