import {
  AuthorizationMesh,
  AuthorizationRequest,
} from './AuthorizationRequest';
import { Outcome } from './Outcome';
import { SourceIdentity } from './sourceIdentity';

/** What a value of a policy is compared with. */
export interface MatchContext {
  request: AuthorizationRequest;
  identity: SourceIdentity;
  /** Where the request arrives. */
  destinationIp?: string;
  /** Normalized, with its query. */
  path?: string;
}

/** One value of a policy, ready to be compared with requests. */
export type ValueMatcher = (context: MatchContext) => Outcome;

/** Where a value stands, as far as its meaning depends on that. */
export interface ValuePlace {
  /** The condition's key, or the name of the field. */
  key: string;
  policyNamespace: string;
  mesh: AuthorizationMesh;
}

/** Something about a request that a policy can name, and how its values compare. */
export interface Attribute {
  /** Only there after HTTP has been parsed, so never on a TCP port. */
  httpOnly: boolean;
  /** Undefined for a value that Istio cannot translate for the proxy. */
  matcher(value: string, place: ValuePlace): ValueMatcher | undefined;
}

/** Compares one attribute with the values of a policy: one of the values must match, or, negated, none. */
export interface Predicate {
  key: string;
  attribute: Attribute;
  values: readonly string[];
  negated: boolean;
}
