import { about, MeshRule } from './MeshRule';
import { Telemetry } from './objects';

/**
 * A Telemetry asks for access logs, names no provider, and the mesh has no default one.
 *
 * Source: istio pkg/config/analysis/analyzers/telemetry/providers.go.
 */
export const accessLogWithoutProvider: MeshRule = view =>
  (view.mesh.accessLogProviders ?? []).length > 0
    ? []
    : view.listAll<Telemetry>('Telemetry').flatMap(object =>
        (object.spec?.accessLogging ?? []).flatMap(
          ({ disabled, providers = [] }, i) =>
            disabled || providers.length > 0
              ? []
              : [
                  {
                    severity: 'warning' as const,
                    object: about(object, `spec.accessLogging[${i}].providers`),
                    message:
                      'It names no provider and the mesh has no default one, so nothing is logged.',
                    action: 'Name a provider, such as envoy.',
                  },
                ],
        ),
      );
