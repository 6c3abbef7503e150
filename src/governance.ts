/**
 * What those who govern access do and see, whoever asks: administrators who write policies and keep the directory, owners and the SOC
 * who ask who can read what, and managers who approve. It is a part of the broker's contract; see `broker.ts`.
 */
import type { AttributeType, AttributeValue, Subject } from '../entitlements/attributes.ts';
import type { PolicyFault } from '../entitlements/cedar/check.ts';
import type { Classification } from '../entitlements/classification.ts';
import type { Principal } from '../entitlements/principal.ts';
import type { DlpRules } from '../filters/dlp/kinds.ts';
import type { Caller } from './identity/caller.ts';
import type { AgentSafeguards, CompleteSafeguards, Safeguards } from './safeguards/safeguards.ts';

/** What an agent may be given at most, whoever asks through it. What is absent is not limited. */
export interface AgentCeiling {
  /** Collections that it may read from, with all below them. */
  readonly collections?: readonly string[];
  readonly purposes?: readonly string[];
  /** Worst risk score of a passage, 0 to 1. */
  readonly maxRisk?: number;
  /** As strict as the workspace's or stricter: of both the stricter counts. */
  readonly safeguards?: AgentSafeguards;
}

/** Attributes as they come in: checked against the workspace's registry by the broker. */
export type AttributesInput = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface PrincipalView {
  readonly principal: string;
  readonly displayName: string | null;
  readonly active: boolean;
  readonly clearance: Classification;
  /** As declared; datetimes as RFC 3339 text. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Of a user: who approves for them. */
  readonly manager?: string | null;
  /** Of an agent. */
  readonly external?: boolean;
  readonly ceiling?: AgentCeiling;
}

/** What is set of a principal; what is absent stays as it is. `attributes` and `ceiling` are set whole. */
export interface PrincipalFields {
  readonly displayName?: string | null;
  readonly active?: boolean;
  readonly clearance?: Classification;
  readonly attributes?: AttributesInput;
  readonly manager?: Principal | null;
  readonly external?: boolean;
  readonly ceiling?: AgentCeiling;
}

/** A directory as a file or a request says it: whole for the groups that it names, silent about everybody else. */
export interface DirectoryInput {
  readonly users: readonly (PrincipalFields & { readonly id: Principal })[];
  readonly groups: readonly {
    readonly id: Principal;
    readonly displayName?: string;
    readonly members: readonly Principal[];
  }[];
  readonly agents: readonly (PrincipalFields & { readonly id: Principal })[];
}

/** One step from what is to what the input says. */
export type DirectoryChange =
  | { readonly kind: 'put'; readonly principal: Principal; readonly isNew: boolean; readonly fields: PrincipalFields }
  | { readonly kind: 'add' | 'remove'; readonly group: Principal; readonly member: Principal };

export interface AttributeDeclaration {
  readonly subject: Subject;
  readonly name: string;
  readonly type: AttributeType;
}

/** One version of a workspace's own policies. */
export interface PolicyVersion {
  /** Counts from 1; 0 is "none of its own", with an empty source. */
  readonly version: number;
  readonly source: string;
  readonly note: string | null;
  readonly appliedBy: string | null;
  readonly appliedAt: string | null;
}

export interface PolicyCheck {
  readonly ok: boolean;
  readonly faults: readonly PolicyFault[];
  /** The workspace's own policies, as understood; empty unless `ok`. */
  readonly policies: readonly {
    readonly id: string;
    readonly effect: 'permit' | 'forbid';
    readonly line: number;
    readonly masks: readonly string[];
    readonly protects: DlpRules;
    readonly approval: string | null;
  }[];
}

/** A change that is looked at before it is made. */
export type ProposedChange =
  | { readonly kind: 'policies'; readonly source: string }
  | { readonly kind: 'membership'; readonly group: Principal; readonly member: Principal; readonly add: boolean }
  | {
      readonly kind: 'entitlements';
      readonly documentId: string;
      readonly owner?: Principal;
      readonly readers: readonly Principal[];
      readonly deniers: readonly Principal[];
    }
  | {
      readonly kind: 'collection';
      readonly collection: string;
      readonly readers: readonly Principal[];
      readonly deniers: readonly Principal[];
    }
  /** What a manifest would say of documents that are there, by their external ids, and of the collection they are in. */
  | {
      readonly kind: 'manifest';
      readonly collection: string;
      readonly documents: readonly {
        readonly externalId: string;
        readonly owner?: Principal;
        readonly readers?: readonly Principal[];
        readonly deniers?: readonly Principal[];
        readonly classification?: Classification;
      }[];
    };

/** Something that can be read or not, as owners and the SOC see it: never its text. */
export interface ResourceRef {
  readonly resourceId: string;
  readonly documentId: string;
  readonly title: string | null;
  readonly collection: string;
  /** For a row of a table. */
  readonly row?: number;
}

/**
 * Who can read a document or row now, of all people that the workspace knows, without an agent, an address or a purpose. What is not
 * served is read by nobody. Passages that are withheld for their risk are not counted out.
 */
export interface AccessWho {
  readonly resource: ResourceRef;
  readonly readers: readonly {
    readonly user: string;
    /** Permits that let in; a row's or a whole table's together. */
    readonly policies: readonly string[];
    /** Whether a policy lets them in although entitlements do not name them. */
    readonly beyondReaders: boolean;
    readonly masks: readonly string[];
    /** Of a table whose rows are resources: how many of them. */
    readonly rows?: number;
  }[];
  /** Who could read it, or more of it, if somebody approved: a name where the directory has one, or else `manager`, `owner` or a group. */
  readonly withApproval: readonly { readonly user: string; readonly approver: string }[];
  /** Of a table: how many rows were asked about, all of it or those of the owner who asks. */
  readonly rows?: number;
  /** Whether people or rows were left out because there are too many, also of what names policies and masks. */
  readonly truncated: boolean;
}

/** Why somebody can or can't read something. */
export interface AccessExplanation {
  readonly resource: ResourceRef;
  readonly user: string;
  readonly agent: string | null;
  readonly allowed: boolean;
  /** In one sentence. */
  readonly because: string;
  /** Version of the workspace's own policies. */
  readonly policyVersion: number;
  readonly policies: readonly {
    readonly id: string;
    readonly effect: 'permit' | 'forbid';
    /** Whether it applied. */
    readonly satisfied: boolean;
    /** Whether it decided. */
    readonly decisive: boolean;
    readonly source: string;
    /** Attributes that it asks for and that are missing, such as `principal.attr.region`. */
    readonly missing: readonly string[];
    readonly approval: string | null;
  }[];
  /** Facts as they were evaluated. */
  readonly facts: {
    readonly owner: string;
    readonly classification: Classification;
    readonly clearance: Classification;
    readonly agentClearance: Classification | null;
    /** From the person to an entry of readers or deniers, each step a membership: `user:alice`, `group:hr`, … Absent: there is none. */
    readonly readerPath?: readonly string[];
    readonly denierPath?: readonly string[];
    readonly attributes: {
      /** Those that a policy speaks of. */
      readonly user: Readonly<Record<string, unknown>>;
      readonly resource: Readonly<Record<string, unknown>>;
    };
    readonly entitlementsVersion: number;
    readonly status: string;
  };
}

/**
 * Who gains and loses what a search would find. Rows that would be withheld because a column of theirs can't be masked count as readable:
 * `AccessWho` knows better. A manifest is looked at as if whoever brought each document delivered it again.
 */
export interface AccessDiff {
  /** The epoch of the facts that it was worked out on. */
  readonly epoch: number;
  readonly gains: readonly { readonly user: string; readonly resource: ResourceRef }[];
  readonly losses: readonly { readonly user: string; readonly resource: ResourceRef }[];
  readonly counts: {
    readonly gains: number;
    readonly losses: number;
    readonly users: number;
    readonly resources: number;
  };
  /** Whether lists are cut, or people or resources were left out because there are too many. */
  readonly truncated: boolean;
}

/**
 * What is open to all and what to none. Everyone: all active people but those who are known only for what they did, as an operator is who
 * brings documents that others own; whoever the directory, a group, a reader or denier or an owner names counts. No one: of all who are known.
 */
export interface AccessCoverage {
  /** People who count as everyone. */
  readonly users: number;
  readonly resources: number;
  /** What every active person can read. */
  readonly everyone: { readonly count: number; readonly resources: readonly ResourceRef[] };
  /** What nobody can read. */
  readonly nobody: { readonly count: number; readonly resources: readonly ResourceRef[] };
  readonly truncated: boolean;
}

export interface ApprovalView {
  readonly approvalId: string;
  readonly documentId: string;
  readonly requester: string;
  readonly agent: string | null;
  readonly reason: string;
  /** `lapsed`: nobody decided in time. `expired`: the grant has ended. */
  readonly status: 'pending' | 'approved' | 'rejected' | 'revoked' | 'lapsed' | 'expired';
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: string | null;
}

/** A request as an approver sees it, with what it is about. */
export interface PendingApproval extends ApprovalView {
  readonly resource: ResourceRef;
}

export interface Governance {
  listAttributes(caller: Caller): Promise<readonly AttributeDeclaration[]>;
  /** Declares an attribute. `attribute-in-use` when it is declared with another type. */
  declareAttribute(caller: Caller, declaration: AttributeDeclaration): Promise<void>;
  /** Takes a declaration back. `attribute-in-use` while a value or a policy needs it. */
  withdrawAttribute(caller: Caller, subject: Subject, name: string): Promise<void>;

  listPrincipals(caller: Caller, after: string, limit: number): Promise<readonly PrincipalView[]>;
  readPrincipal(caller: Caller, principal: Principal): Promise<PrincipalView>;
  putPrincipal(caller: Caller, principal: Principal, fields: PrincipalFields): Promise<PrincipalView>;
  listMembers(caller: Caller, group: Principal): Promise<readonly string[]>;
  addMember(caller: Caller, group: Principal, member: Principal): Promise<void>;
  removeMember(caller: Caller, group: Principal, member: Principal): Promise<void>;
  /** Brings the directory to what the input says, or with `preview` only tells what would change. */
  importDirectory(
    caller: Caller,
    directory: DirectoryInput,
    options: { readonly preview: boolean },
  ): Promise<readonly DirectoryChange[]>;

  /** The version in force, or an earlier one. */
  readPolicies(caller: Caller, version?: number): Promise<PolicyVersion>;
  /** Versions, newest first, without their source. */
  listPolicyVersions(caller: Caller): Promise<readonly Omit<PolicyVersion, 'source'>[]>;
  checkPolicies(caller: Caller, source: string): Promise<PolicyCheck>;
  /** Puts a new version in force. `invalid-policy` with its faults; `policies-changed` unless `expectedVersion` is the present one. */
  applyPolicies(
    caller: Caller,
    source: string,
    options: { readonly expectedVersion: number; readonly note?: string },
  ): Promise<PolicyVersion>;

  /** What is in force in the workspace, the defaults included. */
  readSafeguards(caller: Caller): Promise<CompleteSafeguards>;
  /** All of them at once; what is absent is the default. */
  setSafeguards(caller: Caller, said: Safeguards): Promise<CompleteSafeguards>;

  /** `id` is a document's or a row's. For its owner and the SOC; `not-found` for everybody else. */
  accessWho(caller: Caller, id: string): Promise<AccessWho>;
  accessExplain(
    caller: Caller,
    about: { readonly user: Principal; readonly agent?: Principal; readonly id: string; readonly purpose?: string },
  ): Promise<AccessExplanation>;
  accessDiff(caller: Caller, change: ProposedChange): Promise<AccessDiff>;
  accessCoverage(caller: Caller, collection?: string): Promise<AccessCoverage>;

  /** Says the same whether or not there is such a document, and whether or not it needs approval. */
  requestApproval(caller: Caller, documentId: string, reason: string): Promise<ApprovalView>;
  listOwnApprovals(caller: Caller): Promise<readonly ApprovalView[]>;
  /** Requests that this person may decide. */
  listPendingApprovals(caller: Caller): Promise<readonly PendingApproval[]>;
  /** `not-found` unless it is theirs to decide; nobody decides their own, and nobody through an agent. */
  approve(caller: Caller, approvalId: string, lifetimeS: number): Promise<ApprovalView>;
  reject(caller: Caller, approvalId: string): Promise<ApprovalView>;
  /** Ends a grant at once. For who gave it, the document's owner, and the SOC. */
  revokeApproval(caller: Caller, approvalId: string): Promise<ApprovalView>;
}
