import { RequestState } from './OnboardingRequest';

/** Everything that can happen to a request. */
export type RequestEvent =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'open'
  | 'merge'
  | 'close'
  | 'advance'
  | 'finish'
  | 'block'
  | 'propose-again'
  | 'take-back';

/** What leads where. An event that a state does not list cannot happen in it. */
export const transitions: Record<
  RequestState,
  Partial<Record<RequestEvent, RequestState>>
> = {
  submitted: { approve: 'queued', reject: 'rejected', withdraw: 'withdrawn' },
  queued: {
    open: 'proposed',
    // Nothing to change: somebody made the change already, so the gates can be read at once.
    merge: 'verifying',
    block: 'blocked',
    withdraw: 'withdrawn',
    'take-back': 'withdrawn',
  },
  proposed: {
    merge: 'verifying',
    close: 'declined',
    withdraw: 'withdrawn',
    'take-back': 'withdrawn',
  },
  verifying: {
    advance: 'queued',
    finish: 'done',
    block: 'blocked',
    withdraw: 'withdrawn',
    'take-back': 'withdrawn',
  },
  declined: {
    'propose-again': 'queued',
    withdraw: 'withdrawn',
    'take-back': 'withdrawn',
  },
  blocked: {
    'propose-again': 'queued',
    withdraw: 'withdrawn',
    'take-back': 'withdrawn',
  },
  done: {},
  rejected: {},
  withdrawn: {},
};

/** The state after an event, or undefined when the event cannot happen in that state. */
export function nextState(
  state: RequestState,
  event: RequestEvent,
): RequestState | undefined {
  return transitions[state][event];
}

/** Whether nothing can happen to a request any more. */
export function isFinal(state: RequestState): boolean {
  return Object.keys(transitions[state]).length === 0;
}
