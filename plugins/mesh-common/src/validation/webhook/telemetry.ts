import { targetProblems } from '../../istio/authorization/targetProblems';
import { AuthorizationPolicySpec } from '../../istio/authorization/AuthorizationPolicy';
import { Problem, errors, warnings } from '../Problem';
import { memberPath } from '../structure/structuralProblems';
import { isParsableCel } from './isParsableCel';
import { fromPolicyProblem } from './fromPolicyProblem';

interface Section {
  providers?: { name?: string }[];
}

interface CustomTag {
  literal?: { value?: string };
  header?: { name?: string };
  environment?: { name?: string };
}

export interface TelemetryObject {
  spec?: Pick<
    AuthorizationPolicySpec,
    'selector' | 'targetRef' | 'targetRefs'
  > & {
    accessLogging?: (Section & { filter?: { expression?: string } })[];
    tracing?: (Section & {
      randomSamplingPercentage?: number;
      customTags?: Record<string, CustomTag>;
    })[];
    metrics?: (Section & {
      overrides?: {
        match?: { customMetric?: string };
        tagOverrides?: Record<string, { operation?: string; value?: string }>;
      }[];
    })[];
  };
}

/**
 * What istiod's webhook says of a Telemetry.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateTelemetry`.
 */
export function telemetryProblems({ spec = {} }: TelemetryObject): Problem[] {
  const { accessLogging = [], tracing = [], metrics = [] } = spec;
  const sections = { accessLogging, tracing, metrics };
  return [
    ...targetProblems(spec).map(fromPolicyProblem),
    ...Object.entries(sections).flatMap(([name, list]) =>
      list.flatMap(({ providers = [] }: Section, index) =>
        errors([
          providers.some(provider => !provider.name),
          `spec.${name}[${index}].providers`,
          'A provider needs a name.',
        ]),
      ),
    ),
    ...accessLogging.flatMap(({ filter }, index) =>
      errors([
        filter !== undefined && !isParsableCel(filter.expression ?? ''),
        `spec.accessLogging[${index}].filter.expression`,
        `${JSON.stringify(filter?.expression)} is no expression of CEL.`,
      ]),
    ),
    ...tracingProblems(tracing),
    ...metrics.flatMap(({ overrides = [] }, index) =>
      overrides.flatMap(({ match, tagOverrides = {} }, i) => {
        const path = `spec.metrics[${index}].overrides[${i}]`;
        return [
          ...errors([
            match?.customMetric === '',
            `${path}.match.customMetric`,
            'It must not be empty.',
          ]),
          ...Object.entries(tagOverrides).flatMap(
            ([tag, { operation = 'UPSERT', value }]) =>
              errors([
                (operation === 'UPSERT') !== Boolean(value),
                memberPath(`${path}.tagOverrides`, tag),
                operation === 'UPSERT'
                  ? 'UPSERT needs a value.'
                  : 'REMOVE has no value.',
              ]),
          ),
        ];
      }),
    ),
  ];
}

function tracingProblems(
  tracing: NonNullable<NonNullable<TelemetryObject['spec']>['tracing']>,
): Problem[] {
  return [
    ...warnings([
      tracing.length > 1,
      'spec.tracing',
      'Istio takes one of them only.',
    ]),
    ...tracing.flatMap((section, index) => {
      const path = `spec.tracing[${index}]`;
      const { providers = [], customTags = {} } = section;
      const percentage = section.randomSamplingPercentage ?? 0;
      return [
        ...warnings([
          providers.length > 1,
          `${path}.providers`,
          'Istio takes one of them only.',
        ]),
        ...errors([
          percentage < 0 || percentage > 100,
          `${path}.randomSamplingPercentage`,
          'A percentage is 0 to 100.',
        ]),
        ...Object.entries(customTags).flatMap(
          ([tag, { literal, header, environment }]) =>
            errors(
              [tag === '', `${path}.customTags`, 'A tag needs a name.'],
              [
                (literal !== undefined && !literal.value) ||
                  (header !== undefined && !header.name) ||
                  (environment !== undefined && !environment.name),
                memberPath(`${path}.customTags`, tag),
                'What a tag is made from must not be empty.',
              ],
            ),
        ),
      ];
    }),
  ];
}
