import fc from 'fast-check';
import { gateTypes } from '../../delivery/flagger/gateTypes';
import { decimal, host, line, optional } from './anyWord';

const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 })
  .map(found => [...found].sort((a, b) => a - b));
// Long enough for any analysis; shorter ones are refused.
const longPause = fc.stringMatching(/^[2-9][0-9]{0,2}[mh]$/);
const query = fc.record({
  name: fc.stringMatching(/^[a-z][-a-z0-9]{0,5}[a-z0-9]$/),
  promql: line,
  min: decimal,
  max: optional(decimal),
});
const match = fc.oneof(
  fc.record({
    header: fc.record({
      name: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
      value: line,
    }),
  }),
  fc.record({
    cookie: fc.record({
      name: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
      value: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
    }),
  }),
);

const gates = fc.uniqueArray(
  fc.record({
    at: fc.constantFrom(...gateTypes),
    url: fc
      .tuple(host, fc.stringMatching(/^[!-~]{0,12}$/))
      .map(([at, rest]) => `https://${at}/${rest}`),
  }),
  { minLength: 1, maxLength: 2, selector: gate => gate.at },
);

/** Any canary that a data plane can do. */
export function anyCanary(mesh: 'istio-sidecar' | 'istio-ambient') {
  const analysis = optional(
    fc.record({
      minSuccessRate:
        mesh === 'istio-ambient' ? fc.constant(undefined) : optional(decimal),
      maxP99Ms:
        mesh === 'istio-ambient'
          ? fc.constant(undefined)
          : optional(fc.integer({ min: 1, max: 600_000 })),
      query: optional(query),
    }),
  );
  const argo = fc
    .tuple(weights, longPause, fc.boolean(), optional(match), analysis)
    .map(([steps, pause, manual, asked, judged]) => ({
      steps: steps.map((weight, i) => ({
        weight,
        pause: manual && i === 0 ? 'manual' : pause,
      })),
      match: asked,
      analysis: judged,
    }));
  const flagger = fc
    .tuple(weights, longPause, analysis, optional(gates))
    .map(([steps, pause, judged, asked]) => ({
      controller: 'flagger' as const,
      gates: asked,
      steps: steps.map(weight => ({ weight, pause })),
      analysis: judged,
    }));
  const byGit = fc
    .tuple(weights, optional(match), analysis, fc.boolean())
    .map(([steps, asked, judged, back]) => ({
      controller: 'none' as const,
      versions: { stable: 'v1', canary: back ? undefined : 'V2.0' },
      steps: back
        ? []
        : steps.map(weight => ({ weight, pause: 'manual' as const })),
      match: asked,
      analysis: { ...judged, query: undefined },
    }));
  return mesh === 'istio-ambient'
    ? fc.oneof(argo, byGit)
    : fc.oneof(argo, flagger, byGit);
}
