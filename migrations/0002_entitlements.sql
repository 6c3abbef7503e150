CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text NOT NULL,
	`requester_id` integer NOT NULL,
	`agent_id` integer,
	`document_id` text NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`requested_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_by_id` integer,
	`decided_at` integer,
	FOREIGN KEY (`requester_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`agent_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `approvals_by_requester` ON `approvals` (`requester_id`,`status`);--> statement-breakpoint
CREATE INDEX `approvals_by_status` ON `approvals` (`workspace`,`status`);--> statement-breakpoint
CREATE TABLE `attributes` (
	`workspace` text NOT NULL,
	`subject` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	PRIMARY KEY(`workspace`, `subject`, `name`)
);
--> statement-breakpoint
CREATE TABLE `policies` (
	`workspace` text NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`note` text,
	`applied_by_id` integer NOT NULL,
	`applied_at` integer NOT NULL,
	PRIMARY KEY(`workspace`, `version`),
	FOREIGN KEY (`applied_by_id`) REFERENCES `principals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `chunks` ADD `cells` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `collections` ADD `parent_id` integer REFERENCES collections(id);--> statement-breakpoint
ALTER TABLE `principals` ADD `attributes` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `principals` ADD `manager_id` integer REFERENCES principals(id);--> statement-breakpoint
ALTER TABLE `principals` ADD `external` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `principals` ADD `ceiling` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `resources` ADD `attributes` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `state` ADD `facts` integer DEFAULT 0 NOT NULL;