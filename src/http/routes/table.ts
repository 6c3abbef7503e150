/**
 * Every route that a token opens. What is not in here is not served; a test walks the list and asks each without a token and
 * with every scope but its own.
 */
import type { Route } from '../route.ts';
import { addMember } from './add-member.ts';
import { auditTail } from './audit-tail.ts';
import { auditVerify } from './audit-verify.ts';
import { createDocument } from './create-document.ts';
import { deleteDocument } from './delete-document.ts';
import { fetchText } from './fetch-text.ts';
import { listMembers } from './list-members.ts';
import { listPrincipals } from './list-principals.ts';
import { putPrincipal } from './put-principal.ts';
import { readDocument } from './read-document.ts';
import { readPrincipal } from './read-principal.ts';
import { removeMember } from './remove-member.ts';
import { replaceDocument } from './replace-document.ts';
import { retrieve } from './retrieve.ts';
import { setCollectionEntitlements } from './set-collection-entitlements.ts';
import { setEntitlements } from './set-entitlements.ts';

export const ROUTES: readonly Route[] = [
  retrieve,
  fetchText,
  createDocument,
  replaceDocument,
  readDocument,
  deleteDocument,
  setEntitlements,
  setCollectionEntitlements,
  listPrincipals,
  readPrincipal,
  putPrincipal,
  listMembers,
  addMember,
  removeMember,
  auditTail,
  auditVerify,
];
