CREATE TABLE `safeguards` (
	`workspace` text PRIMARY KEY NOT NULL,
	`said` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `chunks` ADD `sensitive` text;
--> statement-breakpoint
-- Answers rest on it, like on what policies say: it moves what is cached.
CREATE TRIGGER `safeguards_after_insert` AFTER INSERT ON `safeguards` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `safeguards_after_update` AFTER UPDATE ON `safeguards` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `safeguards_after_delete` AFTER DELETE ON `safeguards` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
