/**
 * Every route that a token opens. What is not in here is not served; a test walks the list and asks each without a token and
 * with every scope but its own.
 */
import type { Route } from '../route.ts';
import { accessCoverage } from './access-coverage.ts';
import { accessDiff } from './access-diff.ts';
import { accessExplain } from './access-explain.ts';
import { accessWho } from './access-who.ts';
import { addMember } from './add-member.ts';
import { applyPolicies } from './apply-policies.ts';
import { approve } from './approve.ts';
import { auditTail } from './audit-tail.ts';
import { auditVerify } from './audit-verify.ts';
import { checkPolicies } from './check-policies.ts';
import { createDocument } from './create-document.ts';
import { declareAttribute } from './declare-attribute.ts';
import { deleteDocument } from './delete-document.ts';
import { dismissDetection } from './dismiss-detection.ts';
import { fetchText } from './fetch-text.ts';
import { importDirectory } from './import-directory.ts';
import { liftLegalHold } from './lift-legal-hold.ts';
import { listApprovals } from './list-approvals.ts';
import { listAttributes } from './list-attributes.ts';
import { listDetections } from './list-detections.ts';
import { listLegalHolds } from './list-legal-holds.ts';
import { listMembers } from './list-members.ts';
import { listPendingApprovals } from './list-pending-approvals.ts';
import { listPolicyVersions } from './list-policy-versions.ts';
import { listPrincipals } from './list-principals.ts';
import { listReviews } from './list-reviews.ts';
import { placeLegalHold } from './place-legal-hold.ts';
import { putPrincipal } from './put-principal.ts';
import { readDocument } from './read-document.ts';
import { readHeldOriginal } from './read-held-original.ts';
import { readOriginal } from './read-original.ts';
import { readPolicies } from './read-policies.ts';
import { readPolicyVersion } from './read-policy-version.ts';
import { readPrincipal } from './read-principal.ts';
import { readReview } from './read-review.ts';
import { readSafeguards } from './read-safeguards.ts';
import { reject } from './reject.ts';
import { rejectReview } from './reject-review.ts';
import { releaseReview } from './release-review.ts';
import { removeMember } from './remove-member.ts';
import { replaceDocument } from './replace-document.ts';
import { requestApproval } from './request-approval.ts';
import { retrieve } from './retrieve.ts';
import { revokeApproval } from './revoke-approval.ts';
import { setCollectionEntitlements } from './set-collection-entitlements.ts';
import { setCollectionParent } from './set-collection-parent.ts';
import { setEntitlements } from './set-entitlements.ts';
import { setSafeguards } from './set-safeguards.ts';
import { withdrawAttribute } from './withdraw-attribute.ts';

export const ROUTES: readonly Route[] = [
  retrieve,
  fetchText,
  createDocument,
  replaceDocument,
  readDocument,
  deleteDocument,
  setEntitlements,
  setCollectionEntitlements,
  setCollectionParent,
  listPrincipals,
  readPrincipal,
  putPrincipal,
  listMembers,
  addMember,
  removeMember,
  importDirectory,
  listAttributes,
  declareAttribute,
  withdrawAttribute,
  readPolicies,
  applyPolicies,
  checkPolicies,
  listPolicyVersions,
  readPolicyVersion,
  readSafeguards,
  setSafeguards,
  accessWho,
  accessExplain,
  accessDiff,
  accessCoverage,
  requestApproval,
  listApprovals,
  listPendingApprovals,
  approve,
  reject,
  revokeApproval,
  listReviews,
  readReview,
  readOriginal,
  releaseReview,
  rejectReview,
  listDetections,
  dismissDetection,
  listLegalHolds,
  placeLegalHold,
  liftLegalHold,
  readHeldOriginal,
  auditTail,
  auditVerify,
];
