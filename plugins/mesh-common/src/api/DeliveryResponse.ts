import { RolloutActionName, SeenRollout } from '../delivery/actions';
import { Target } from '../status/Target';

/** `GET /deliveries?entityRef=&cluster=&namespace=&workload=`: what may be done to a delivery, and what was. */
export interface DeliveryResponse {
  /** Why this person can do nothing to it here, whatever its state; absent when they can. */
  off?: DeliveryOff;
  /** Newest first. */
  history: DeliveryEvent[];
  /** After an abort: what Git asks for, which no action changes. Absent when the repository is not known or says nothing. */
  git?: GitVersion;
}

export interface DeliveryOff {
  /** `disabled`: nobody asked for it here, so there is no need to speak of it. */
  reason: 'disabled' | 'no-identity' | 'not-permitted' | 'not-owner';
  /** In words, with what to do. */
  message: string;
}

/** What the manifests of a workload say it runs. */
export interface GitVersion {
  branch: string;
  /** Path of the manifest in the repository. */
  file: string;
  images: string[];
}

/** One action on a delivery. */
export interface DeliveryEvent {
  at: string;
  /** Entity ref of a person. */
  actor: string;
  action: RolloutActionName;
  reason?: string;
  /** The version that the person saw. */
  podHash?: string;
  images: string[];
  /** Number of completed steps that the person saw. */
  stepIndex?: number;
  /** `refused`: nothing was done. `unknown`: it was begun, and nobody knows whether the cluster did it. */
  outcome: 'done' | 'partly' | 'refused' | 'unknown';
  /** Why it was not done, or is not known. */
  message?: string;
}

/** `POST /deliveries/actions` */
export interface DeliveryActionRequest {
  entityRef: string;
  target: Target;
  action: RolloutActionName;
  /** What the person saw when they decided; something else is refused with 409, in words. */
  seen: SeenRollout;
  /** Required to promote fully and to abort. */
  reason?: string;
}
