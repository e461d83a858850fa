import { GateType } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { databaseNow, databaseNowPlus } from '../store/databaseClock';
import {
  CanaryPlace,
  GateStore,
  StoredApproval,
  StoredGateUrl,
} from './GateStore';

/** PostgreSQL answers 64-bit integers as text. */
type BigInteger = number | string;

interface UrlRow extends CanaryPlace {
  token_hash: string;
  created_at: BigInteger;
  created_by: string;
  asked_at: BigInteger | null;
}

interface ApprovalRow {
  gate: GateType;
  revision: string;
  approved_by: string;
  approved_at: BigInteger;
  reason: string | null;
  expires_at: BigInteger;
  ended_at: BigInteger | null;
  ended_by: string | null;
}

const URLS = 'mesh_gate_urls';
const APPROVALS = 'mesh_gate_approvals';

/** Tokens and approvals of gates in SQLite or PostgreSQL. */
export class KnexGateStore implements GateStore {
  constructor(private readonly knex: Knex) {}

  async setToken(place: CanaryPlace, hash: string, by: string): Promise<void> {
    await this.knex(URLS)
      .insert({
        ...keyOf(place),
        token_hash: hash,
        created_at: databaseNow(this.knex),
        created_by: by,
        asked_at: null,
      })
      .onConflict(['cluster', 'namespace', 'canary'])
      .merge(['token_hash', 'created_at', 'created_by', 'asked_at']);
  }

  async url(place: CanaryPlace): Promise<StoredGateUrl | undefined> {
    const row: UrlRow | undefined = await this.knex(URLS)
      .where(keyOf(place))
      .first();
    return (
      row && {
        tokenHash: row.token_hash,
        createdAt: iso(row.created_at),
        createdBy: row.created_by,
        askedAt: row.asked_at === null ? undefined : iso(row.asked_at),
      }
    );
  }

  async asked(hash: string): Promise<CanaryPlace | undefined> {
    const [row]: CanaryPlace[] = await this.knex(URLS)
      .where({ token_hash: hash })
      .update({ asked_at: databaseNow(this.knex) })
      .returning(['cluster', 'namespace', 'canary']);
    return row && keyOf(row);
  }

  async approve(
    place: CanaryPlace,
    approval: Parameters<GateStore['approve']>[1],
  ): Promise<void> {
    const { gate, revision, by, reason, holdsMs } = approval;
    await this.knex.transaction(async transaction => {
      await endHolding(transaction, place, gate, by);
      await transaction(APPROVALS).insert({
        ...keyOf(place),
        gate,
        revision: JSON.stringify(revision),
        approved_by: by,
        approved_at: databaseNow(this.knex),
        reason: reason ?? null,
        expires_at: databaseNowPlus(this.knex, holdsMs),
      });
    });
  }

  async withdraw(
    place: CanaryPlace,
    gate: GateType,
    by: string,
  ): Promise<boolean> {
    return (await endHolding(this.knex, place, gate, by)) > 0;
  }

  async holding(place: CanaryPlace): Promise<StoredApproval[]> {
    const rows: ApprovalRow[] = await holdingRows(this.knex, place);
    return rows.map(toApproval);
  }

  async history(place: CanaryPlace, limit: number): Promise<StoredApproval[]> {
    const rows: ApprovalRow[] = await this.knex(APPROVALS)
      .where(keyOf(place))
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(toApproval);
  }
}

function holdingRows(knex: Knex, place: CanaryPlace) {
  return knex(APPROVALS)
    .where(keyOf(place))
    .whereNull('ended_at')
    .where('expires_at', '>', databaseNow(knex));
}

function endHolding(
  knex: Knex,
  place: CanaryPlace,
  gate: GateType,
  by: string,
): Promise<number> {
  return holdingRows(knex, place)
    .where({ gate })
    .update({ ended_at: databaseNow(knex), ended_by: by });
}

function keyOf({ cluster, namespace, canary }: CanaryPlace): CanaryPlace {
  return { cluster, namespace, canary };
}

function toApproval(row: ApprovalRow): StoredApproval {
  return {
    gate: row.gate,
    revision: JSON.parse(row.revision),
    by: row.approved_by,
    at: iso(row.approved_at),
    until: iso(row.expires_at),
    reason: row.reason ?? undefined,
    endedAt: row.ended_at === null ? undefined : iso(row.ended_at),
    endedBy: row.ended_by ?? undefined,
  };
}

function iso(ms: BigInteger): string {
  return new Date(Number(ms)).toISOString();
}
