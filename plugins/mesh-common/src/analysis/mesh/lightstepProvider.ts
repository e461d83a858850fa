import { about, MeshRule } from './MeshRule';
import { Telemetry } from './objects';

/**
 * A Telemetry sends traces to a provider of the kind `lightstep`, which is going to go.
 *
 * Source: istio pkg/config/analysis/analyzers/telemetry/lightstep.go.
 */
export const lightstepProvider: MeshRule = view => {
  const lightstep = view.mesh.lightstepProviders ?? [];
  return lightstep.length === 0
    ? []
    : view.listAll<Telemetry>('Telemetry').flatMap(object =>
        (object.spec?.tracing ?? []).flatMap(({ providers = [] }, i) =>
          providers.flatMap(({ name = '' }, j) =>
            lightstep.includes(name)
              ? [
                  {
                    severity: 'warning' as const,
                    object: about(
                      object,
                      `spec.tracing[${i}].providers[${j}].name`,
                    ),
                    message: `Provider ${name} is of the kind lightstep, which is deprecated.`,
                    action:
                      'Make it a provider of the kind opentelemetry in the mesh config: Lightstep takes that as well.',
                  },
                ]
              : [],
          ),
        ),
      );
};
