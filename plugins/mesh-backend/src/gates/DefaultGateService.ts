import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Canary,
  canaryFor,
  canaryGates,
  canaryNames,
  ClusterView,
  DeliveryId,
  EventObject,
  findWorkload,
  GateApprovalRequest,
  GateEvent,
  GatesResponse,
  GateStatus,
  GateType,
  gateTypes,
  GateUrlsResponse,
  gateWebhook,
  GateWithdrawalRequest,
  isSameRevision,
  readGateUrl,
  Target,
} from '@onmesh/plugin-mesh-common';
import { Caller } from '../service/OnboardingService';
import { actorOf } from '../service/RequestActions';
import { TargetReader } from '../service/TargetReader';
import { GateService } from './GateService';
import { CanaryPlace, GateStore, StoredApproval } from './GateStore';
import { hashGateToken, newGateToken } from './gateToken';
import { revisionIn } from './revisionIn';

const HISTORY = 20;

/** The operations themselves. They do not ask who may do them: see `AuthorizedGateService`. */
export class DefaultGateService implements GateService {
  constructor(
    private readonly options: {
      reader: Pick<TargetReader, 'entity' | 'locateOne'>;
      store: GateStore;
      /** Our API as the clusters reach it. */
      baseUrl(): Promise<string>;
      /** How long an approval holds. */
      holdsMs: number;
    },
  ) {}

  async get(delivery: DeliveryId, caller: Caller): Promise<GatesResponse> {
    const { store } = this.options;
    const { view, canary, place } = await this.#locate(delivery, caller);
    const [stored, holding, history] = await Promise.all([
      store.url(place),
      store.holding(place),
      store.history(place, HISTORY),
    ]);
    return {
      canary: place.canary,
      url: stored && {
        createdAt: stored.createdAt,
        createdBy: stored.createdBy,
        askedAt: stored.askedAt,
      },
      gates: statusesOf(view, canary, stored?.tokenHash, holding),
      history: history.map(toEvent),
    };
  }

  async workloads(delivery: DeliveryId, caller: Caller): Promise<Target[]> {
    const { canary, place } = await this.#locate(delivery, caller);
    const { canaryWorkload, primaryWorkload } = canaryNames(canary);
    const { cluster, namespace } = place;
    return [canaryWorkload, primaryWorkload].map(workload => ({
      cluster,
      namespace,
      workload,
    }));
  }

  async approve(
    body: GateApprovalRequest,
    caller: Caller,
  ): Promise<GatesResponse> {
    const { store, holdsMs } = this.options;
    const by = actorOf(caller);
    const { view, canary, place } = await this.#locate(body, caller);
    const tokenHash = (await store.url(place))?.tokenHash;
    const gate = statusesOf(view, canary, tokenHash, []).find(
      one => one.gate === body.gate,
    );
    if (!gate) {
      throw new InputError(
        `gate: Canary ${place.namespace}/${place.canary} asks for no ${body.gate} here`,
      );
    }
    if (gate.problem) {
      throw new ConflictError(`Nothing was approved. ${gate.problem}`);
    }
    if (!gate.revision || !isSameRevision(gate.revision, body.seen)) {
      throw new ConflictError(
        gate.revision
          ? `Nothing was approved. You saw ${body.seen.checksum}, and something else is on its way now: ${gate.revision.checksum}, since ${gate.revision.since}.`
          : 'Nothing was approved. No new version is on its way any more.',
      );
    }
    await store.approve(place, {
      gate: gate.gate,
      revision: gate.revision,
      by,
      reason: body.reason?.trim() || undefined,
      holdsMs,
    });
    return this.get(body, caller);
  }

  async withdraw(
    body: GateWithdrawalRequest,
    caller: Caller,
  ): Promise<GatesResponse> {
    const by = actorOf(caller);
    const { place } = await this.#locate(body, caller);
    if (!(await this.options.store.withdraw(place, body.gate, by))) {
      throw new ConflictError(
        'There is no approval to withdraw: it was withdrawn before, or has expired.',
      );
    }
    return this.get(body, caller);
  }

  async makeUrls(
    delivery: DeliveryId,
    caller: Caller,
  ): Promise<GateUrlsResponse> {
    const { store } = this.options;
    const by = actorOf(caller);
    const { place } = await this.#locate(delivery, caller);
    const baseUrl = await this.options.baseUrl();
    const token = newGateToken();
    await store.setToken(place, hashGateToken(token), by);
    return {
      webhooks: gateTypes.map(gate => gateWebhook({ baseUrl, token, gate })),
    };
  }

  /** @throws NotFoundError when no Canary delivers the target */
  async #locate(
    { entityRef, target }: DeliveryId,
    { credentials }: Caller,
  ): Promise<{ view: ClusterView; canary: Canary; place: CanaryPlace }> {
    const { reader } = this.options;
    const { cluster, namespace, workload } = target;
    const entity = await reader.entity(entityRef, credentials);
    const { view } = await reader.locateOne(entity, target);
    const canary = canaryFor(
      {
        kind: findWorkload(view, target)?.kind ?? '',
        namespace,
        name: workload,
      },
      view.list<Canary>('Canary', namespace),
    );
    if (!canary) {
      throw new NotFoundError(
        `No Canary of Flagger delivers ${namespace}/${workload} in ${cluster}`,
      );
    }
    return {
      view,
      canary,
      place: { cluster, namespace, canary: canary.metadata.name },
    };
  }
}

/** The gates that ask here, with what an approval would be for. */
function statusesOf(
  view: ClusterView,
  canary: Canary,
  tokenHash: string | undefined,
  holding: StoredApproval[],
): GateStatus[] {
  const revision = revisionIn(view, canary);
  const events = view.list<EventObject>(
    'Event',
    canary.metadata.namespace ?? '',
  );
  return canaryGates(canary, events)
    .filter(({ ours }) => ours)
    .map(({ type, state }) => {
      const approval = holding.find(one => one.gate === type);
      return {
        gate: type,
        waiting: state === 'waiting',
        problem: isTokenOf(canary, type, tokenHash)
          ? undefined
          : 'Flagger asks with a URL that is not known here, and is refused. Make a new one, and put it into the Canary in Git.',
        revision,
        // One for another version, or an earlier delivery, does nothing any more.
        approval:
          approval && revision && isSameRevision(approval.revision, revision)
            ? toEvent(approval)
            : undefined,
      };
    });
}

function isTokenOf(
  { spec }: Canary,
  gate: GateType,
  tokenHash: string | undefined,
): boolean {
  return (spec?.analysis?.webhooks ?? [])
    .filter(({ type }) => type === gate)
    .map(({ url }) => readGateUrl(url))
    .filter(read => read?.gate === gate)
    .every(read => hashGateToken(read?.token ?? '') === tokenHash);
}

function toEvent(approval: StoredApproval): GateEvent {
  const { revision, ...event } = approval;
  return { ...event, checksum: revision.checksum };
}
