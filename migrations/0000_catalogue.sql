CREATE TABLE `audience_members` (
	`audience_id` integer NOT NULL,
	`principal_id` integer NOT NULL,
	PRIMARY KEY(`audience_id`, `principal_id`),
	FOREIGN KEY (`audience_id`) REFERENCES `audiences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`principal_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audience_members_by_principal` ON `audience_members` (`principal_id`);--> statement-breakpoint
CREATE TABLE `audiences` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`holder` text NOT NULL,
	`base_id` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audiences_by_holder` ON `audiences` (`workspace`,`holder`);--> statement-breakpoint
CREATE INDEX `audiences_by_base` ON `audiences` (`base_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`epoch` integer NOT NULL,
	`workspace` text NOT NULL,
	`kind` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_by_id` ON `audit` (`id`);--> statement-breakpoint
CREATE TABLE `chunks` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`resource_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`text` text NOT NULL,
	`content_hash` text NOT NULL,
	`locator` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`risk_score` real NOT NULL,
	`verdict` text NOT NULL,
	`spans` text NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `chunks_by_place` ON `chunks` (`document_id`,`generation`,`ordinal`);--> statement-breakpoint
CREATE INDEX `chunks_by_resource` ON `chunks` (`resource_id`);--> statement-breakpoint
CREATE TABLE `collections` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`owner_id` integer NOT NULL,
	`readers_id` integer NOT NULL,
	`deniers_id` integer NOT NULL,
	`made_for` text NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`readers_id`) REFERENCES `audiences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deniers_id`) REFERENCES `audiences`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collections_by_name` ON `collections` (`workspace`,`name`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`external_id` text,
	`brought_by_id` integer NOT NULL,
	`collection_id` integer NOT NULL,
	`status` text NOT NULL,
	`active_generation` integer,
	`latest_generation` integer NOT NULL,
	`entitlements_version` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`brought_by_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_by_external_id` ON `documents` (`workspace`,`brought_by_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `generations` (
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`blob` text NOT NULL,
	`salt` text NOT NULL,
	`intent` text NOT NULL,
	`status` text NOT NULL,
	`title` text,
	`format` text,
	`findings` text NOT NULL,
	`scored_by` text,
	`entitlements_version` integer NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `generation`),
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace` text NOT NULL,
	`kind` text NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_by` text,
	`claimed_until` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `jobs_by_document` ON `jobs` (`document_id`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`group_id` integer NOT NULL,
	`member_id` integer NOT NULL,
	PRIMARY KEY(`group_id`, `member_id`),
	FOREIGN KEY (`group_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_by_member` ON `memberships` (`member_id`);--> statement-breakpoint
CREATE TABLE `principals` (
	`id` integer PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`name` text NOT NULL,
	`display_name` text,
	`active` integer DEFAULT true NOT NULL,
	`clearance` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `principals_by_name` ON `principals` (`workspace`,`name`);--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text PRIMARY KEY NOT NULL,
	`document_id` text NOT NULL,
	`generation` integer,
	`row_number` integer,
	`owner_id` integer NOT NULL,
	`readers_id` integer NOT NULL,
	`deniers_id` integer NOT NULL,
	`classification` integer NOT NULL,
	FOREIGN KEY (`document_id`) REFERENCES `documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`readers_id`) REFERENCES `audiences`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`deniers_id`) REFERENCES `audiences`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `resources_by_document` ON `resources` (`document_id`);--> statement-breakpoint
CREATE TABLE `state` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` integer NOT NULL,
	CONSTRAINT "state_is_one_row" CHECK("state"."id" = 1)
);
