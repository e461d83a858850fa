import { DeliveryEvent, Target } from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { databaseNow } from '../store/databaseClock';
import { BegunAction, DeliveryLog } from './DeliveryLog';

interface ActionRow {
  id: number | string;
  at: number | string;
  actor: string;
  action: DeliveryEvent['action'];
  reason: string | null;
  pod_hash: string | null;
  images: string;
  step_index: number | null;
  outcome: DeliveryEvent['outcome'] | 'begun';
  message: string | null;
}

/** The history of deliveries in SQLite or PostgreSQL. */
export class KnexDeliveryLog implements DeliveryLog {
  constructor(private readonly knex: Knex) {}

  async begin(action: BegunAction): Promise<number> {
    const [{ id }]: Pick<ActionRow, 'id'>[] = await this.knex(
      'mesh_delivery_actions',
    )
      .insert({
        entity_ref: action.entityRef,
        ...columns(action.target),
        at: databaseNow(this.knex),
        actor: action.actor,
        action: action.action,
        reason: action.reason ?? null,
        pod_hash: action.podHash ?? null,
        images: JSON.stringify(action.images),
        step_index: action.stepIndex ?? null,
        outcome: 'begun',
      })
      .returning('id');
    return Number(id);
  }

  async end(
    id: number,
    outcome: DeliveryEvent['outcome'],
    message?: string,
  ): Promise<void> {
    await this.knex('mesh_delivery_actions')
      .where({ id })
      .update({ outcome, message: message ?? null });
  }

  async list(target: Target, limit: number): Promise<DeliveryEvent[]> {
    const rows: ActionRow[] = await this.knex('mesh_delivery_actions')
      .where(columns(target))
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(toEvent);
  }
}

function columns({ cluster, namespace, workload }: Target) {
  return { cluster, namespace, workload };
}

function toEvent(row: ActionRow): DeliveryEvent {
  const { actor, action, reason, outcome, message } = row;
  return {
    at: new Date(Number(row.at)).toISOString(),
    actor,
    action,
    reason: reason ?? undefined,
    podHash: row.pod_hash ?? undefined,
    images: JSON.parse(row.images),
    stepIndex: row.step_index ?? undefined,
    ...(outcome === 'begun'
      ? {
          outcome: 'unknown',
          message:
            'It is under way, or the backend ended before it knew the answer.',
        }
      : { outcome, message: message ?? undefined }),
  };
}
