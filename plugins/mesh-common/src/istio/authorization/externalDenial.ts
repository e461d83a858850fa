import {
  AuthorizationMesh,
  AuthorizationRequest,
} from './AuthorizationRequest';
import { NO, Outcome, allOf, itself, toOutcome, dependingOn } from './Outcome';
import { CompiledPolicy } from './compilePolicy';
import { PolicyEvaluation } from './evaluatePolicy';
import { isDryRun } from './isDryRun';

/** Whether an external authorizer, or the lack of one, denies a request. */
export interface ExternalDenial {
  evaluation: PolicyEvaluation;
  denies: Outcome;
  /** What denies, if it does; a clause. */
  because: string;
}

/**
 * Whether a CUSTOM policy denies a request: its rules decide whether the external authorizer is asked, and the authorizer
 * decides. With a provider that the mesh config does not have, or more than one provider on a workload where that is not
 * switched on, Istio denies what the rules match. On a TCP port an HTTP authorizer is not asked.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go, `buildHTTP`, `buildTCP`, `getBadCustomDenyRules`.
 *
 * @param all - every CUSTOM policy of the workload, this one included
 */
export function externalDenial(
  evaluation: PolicyEvaluation,
  all: readonly CompiledPolicy[],
  options: {
    request: AuthorizationRequest;
    protocol: 'http' | 'tcp';
    mesh: AuthorizationMesh;
  },
): ExternalDenial {
  const { request, protocol, mesh } = options;
  const name = providerOf(evaluation);
  const known = mesh.extensionProviders;
  const type = known?.find(provider => provider.name === name)?.type;

  const misconfigured = (because: string): ExternalDenial => ({
    evaluation,
    denies: isDryRun(evaluation.policy) ? NO : evaluation.matched,
    because,
  });
  if (
    new Set(all.map(providerOf)).size > 1 &&
    !mesh.multipleCustomAuthzProviders
  ) {
    return misconfigured('the workload has more than one external authorizer');
  }
  if (known !== undefined && type === undefined) {
    return misconfigured(`the mesh config has no external authorizer ${name}`);
  }
  const denies =
    protocol === 'tcp' && type === 'http'
      ? NO
      : allOf(
          [
            evaluation.matched,
            // Without its type it is not known whether the authorizer is asked about a TCP connection.
            answerOf(request.extAuthz?.[name], protocol === 'tcp' && !type),
          ],
          itself,
        );
  return { evaluation, denies, because: `external authorizer ${name} says no` };
}

function answerOf(
  answer: 'allow' | 'deny' | undefined,
  maybeNotAsked: boolean,
): Outcome {
  return answer === undefined || (answer === 'deny' && maybeNotAsked)
    ? dependingOn('extAuthz')
    : toOutcome(answer === 'deny');
}

function providerOf({ policy }: CompiledPolicy): string {
  return policy.spec?.provider?.name ?? '';
}
