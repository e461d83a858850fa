import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  DecisionRequest,
  DecisionResponse,
  DiffResponse,
  OnboardingRequest,
  PlanResponse,
  RequestAction,
  RequestActionBody,
  RequestResponse,
  RequestsResponse,
  StatusResponse,
  SuggestionsRequest,
  SuggestionsResponse,
  TakeBackResponse,
  decideForTarget,
  nextProfile,
  routeRequest,
  suggestProfile,
} from '@onmesh/plugin-mesh-common';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { namespacesBehind } from '../live/namespacesBehind';
import { StatusHints } from '../live/StatusHints';
import { RequestStore } from '../store/RequestStore';
import { carriedOutProfile } from './carriedOutProfile';
import { FleetReader } from './FleetReader';
import {
  Caller,
  ListFilter,
  OnboardingService,
  ParsedCreateRequest,
  ParsedPlanRequest,
} from './OnboardingService';
import { openStates } from './openStates';
import { Planner } from './Planner';
import { possibleActions } from './possibleActions';
import { RequestActions, actorOf } from './RequestActions';
import { summarise } from './summaries';
import { stageDiff } from './stageDiff';
import { TakeBacks } from './TakeBacks';
import { ReadTarget, TargetReader } from './TargetReader';

export interface OnboardingOptions {
  store: RequestStore;
  reader: TargetReader;
  fleet: FleetReader;
  planner: Planner;
  repositories: GitOpsRepositories;
  /** Tells the worker that something may be due. */
  wake: () => void;
  hints: Pick<StatusHints, 'shown'>;
}

/** The operations themselves. They do not ask who may do them: see {@link AuthorizedOnboardingService}. */
export class DefaultOnboardingService implements OnboardingService {
  readonly #options: OnboardingOptions;
  readonly #actions: RequestActions;
  readonly #takeBacks: TakeBacks;

  constructor(options: OnboardingOptions) {
    this.#options = options;
    const { store, repositories } = options;
    const plan: OnboardingService['plan'] = (body, caller) =>
      this.plan(body, caller);
    this.#takeBacks = new TakeBacks({ store, plan });
    this.#actions = new RequestActions({
      store,
      repositories,
      replan: async (...of) => (await plan(...of)).planHash,
    });
  }

  async status(entityRef: string, caller: Caller): Promise<StatusResponse> {
    const { reader, hints } = this.#options;
    const entity = await reader.entity(entityRef, caller.credentials);
    const ref = stringifyEntityRef(entity);
    const [{ lookup, answers, read }, openRequests] = await Promise.all([
      reader.readAll(entity, caller.credentials),
      this.#visible(caller, { entityRef: ref, states: openStates }),
    ]);
    const { selector: _, ...shown } = lookup;
    const targets = read.map(({ status }) => status);
    if (caller.userEntityRef) {
      const views = answers.map(({ view }) => view);
      hints.shown(ref, caller.userEntityRef, namespacesBehind(views, targets));
    }
    return {
      entityRef: ref,
      lookup: shown,
      targets,
      clusters: answers.map(
        ({ health }) =>
          read.find(r => r.health.cluster === health.cluster)?.health ?? health,
      ),
      openRequests: openRequests.map(summarise),
    };
  }

  async fleet(caller: Caller) {
    const open = await this.#visible(caller, { states: openStates });
    return this.#options.fleet.read(caller.credentials, open);
  }

  async decide(
    body: DecisionRequest,
    caller: Caller,
  ): Promise<DecisionResponse> {
    const { view, target } = await this.#read(body, caller);
    const { port, method, path, headers } = body;
    const from = body.from === null ? null : identity(body.from);
    const request = { method, path, headers };
    return {
      ...decideForTarget({ view, target, from, port, ...request }),
      goesTo: routeRequest(view, target, { port, caller: from, request }),
    };
  }

  async suggest(
    body: SuggestionsRequest,
    caller: Caller,
  ): Promise<SuggestionsResponse> {
    const { target, status } = await this.#read(body, caller);
    const current = carriedOutProfile(
      await this.#visible(caller, {
        entityRef: stringifyEntityRef(parseEntityRef(body.entityRef)),
      }),
      target,
    );
    return current && current.mesh !== 'none'
      ? nextProfile({ status, current })
      : suggestProfile({ status });
  }

  async plan(body: ParsedPlanRequest, caller: Caller): Promise<PlanResponse> {
    const read = await this.#read(body, caller);
    return this.#options.planner.plan({ read, profile: body.profile });
  }

  async create(
    body: ParsedCreateRequest,
    caller: Caller,
  ): Promise<RequestResponse> {
    const { reader, store } = this.#options;
    const requester = actorOf(caller);
    const entity = await reader.entity(body.entityRef, caller.credentials);
    const { plan, planHash } = await this.plan(body, caller);
    if (planHash !== body.planHash) {
      throw new ConflictError(
        'The plan has changed since it was shown, because the repository or the cluster has. Look at the new plan and submit again',
      );
    }
    if (plan.stages.length === 0) {
      throw new InputError(
        'profile: the repository says exactly this already, so there is nothing to request',
      );
    }
    const request = await store.create({
      entityRef: stringifyEntityRef(entity),
      target: body.target,
      profile: body.profile,
      plan,
      planHash,
      requester,
      reason: body.reason,
    });
    return this.#respond(request);
  }

  async list(filter: ListFilter, caller: Caller): Promise<RequestsResponse> {
    const { state, ...rest } = filter;
    const found = await this.#visible(caller, {
      ...rest,
      states: state && [state],
    });
    return { items: found.map(summarise) };
  }

  async get(id: string, _caller: Caller): Promise<RequestResponse> {
    return this.#respond(await this.#request(id));
  }

  async act(
    id: string,
    action: RequestAction,
    body: RequestActionBody,
    caller: Caller,
  ): Promise<RequestResponse> {
    const request = await this.#request(id);
    const made =
      action === 'take-back'
        ? await this.#takeBacks.submit(request, body, caller)
        : await this.#actions.act(request, action, body, caller);
    this.#options.wake();
    return this.#respond(made ?? (await this.#request(id)));
  }

  async diff(id: string, _caller: Caller): Promise<DiffResponse> {
    return stageDiff(await this.#request(id), this.#options.repositories);
  }

  async takeBack(id: string, caller: Caller): Promise<TakeBackResponse> {
    return this.#takeBacks.preview(await this.#request(id), caller);
  }

  async #read(
    { entityRef, target }: SuggestionsRequest,
    { credentials }: Caller,
  ): Promise<ReadTarget> {
    const { reader } = this.#options;
    const entity = await reader.entity(entityRef, credentials);
    return reader.read(entity, target, credentials);
  }

  async #visible(
    { visible = 'all' }: Caller,
    query: Parameters<RequestStore['list']>[0],
  ): Promise<OnboardingRequest[]> {
    if (visible === 'none') {
      return [];
    }
    return this.#options.store.list(
      visible === 'all' ? query : { ...query, conditions: visible },
    );
  }

  async #request(id: string): Promise<OnboardingRequest> {
    const request = await this.#options.store.get(id);
    if (!request) {
      throw new NotFoundError(`There is no request ${id}`);
    }
    return request;
  }

  async #respond(request: OnboardingRequest): Promise<RequestResponse> {
    const refusal = await this.#takeBacks.refusal(request);
    return {
      request,
      timeline: await this.#options.store.timeline(request.id),
      allowed: possibleActions(request).concat(
        refusal === undefined ? 'take-back' : [],
      ),
    };
  }
}

function identity(from: string) {
  const [namespace, serviceAccount] = from.split('/');
  return { namespace, serviceAccount };
}
