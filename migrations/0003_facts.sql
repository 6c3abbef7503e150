-- Whatever decisions rest on moves `state.facts`, whoever changes it. What is cached is kept under that number.
CREATE TRIGGER `facts_after_principals_insert` AFTER INSERT ON `principals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_principals_delete` AFTER DELETE ON `principals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_memberships_insert` AFTER INSERT ON `memberships` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_memberships_delete` AFTER DELETE ON `memberships` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_audiences_insert` AFTER INSERT ON `audiences` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_audiences_delete` AFTER DELETE ON `audiences` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_audience_members_insert` AFTER INSERT ON `audience_members` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_audience_members_delete` AFTER DELETE ON `audience_members` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_collections_insert` AFTER INSERT ON `collections` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_collections_delete` AFTER DELETE ON `collections` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_attributes_insert` AFTER INSERT ON `attributes` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_attributes_delete` AFTER DELETE ON `attributes` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_policies_insert` AFTER INSERT ON `policies` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_policies_delete` AFTER DELETE ON `policies` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_approvals_insert` AFTER INSERT ON `approvals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_approvals_delete` AFTER DELETE ON `approvals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_principals_update` AFTER UPDATE OF `active`, `clearance`, `attributes`, `manager_id`, `external`, `ceiling` ON `principals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_collections_update` AFTER UPDATE OF `owner_id`, `readers_id`, `deniers_id`, `parent_id` ON `collections` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_attributes_update` AFTER UPDATE OF `type` ON `attributes` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_approvals_update` AFTER UPDATE OF `status`, `expires_at` ON `approvals` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `facts_after_audiences_update` AFTER UPDATE OF `base_id` ON `audiences` WHEN OLD.`base_id` IS NOT NEW.`base_id` BEGIN UPDATE `state` SET `facts` = `facts` + 1; END;
--> statement-breakpoint
CREATE TRIGGER `policies_are_never_updated` BEFORE UPDATE ON `policies` BEGIN SELECT RAISE(ABORT, 'a version of policies is never changed'); END;
